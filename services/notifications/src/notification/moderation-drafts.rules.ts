import { timestampDate } from '@bufbuild/protobuf/wkt';
import {
  type ModerationAction,
  ModerationActionKind,
  type ModerationAppealDecided,
  type ReportsReviewed,
} from '@tribe/contracts';
import type { NotificationDraft } from './notification-drafts.rules';
import type { NotificationText } from './notification-text.rules';
import type { NotificationTypeName } from './notification-types';

/** The decision and the reported user are not revealed to the reporters. */
export function draftReportsReviewed({ reports }: ReportsReviewed): NotificationDraft[] {
  const text = {
    title: 'Report Reviewed',
    message: 'We reviewed your report. Thank you for keeping Tribe safe',
  };

  return reports.map(({ id, reporterId }) =>
    fromTribe(reporterId, text, {
      type: 'report_reviewed',
      targetType: 'report',
      targetId: id,
      actionUrl: '/reports',
    }),
  );
}

/** Names neither the moderator nor the reporters. */
export function draftModerationDecision(action: ModerationAction): NotificationDraft[] {
  const text = { title: 'Decision of the Moderators', message: decisionText(action) };
  return [fromTribe(action.subjectId, text, aboutAction('moderation_decision', action.id))];
}

export function draftAppealDecided({
  actionId,
  subjectId,
  isGranted,
}: ModerationAppealDecided): NotificationDraft[] {
  const message = isGranted
    ? 'Your appeal was granted: the decision was wrong'
    : 'Another moderator reviewed your appeal: the decision stays';
  const text = { title: 'Appeal Decided', message };

  return [fromTribe(subjectId, text, aboutAction('appeal_decided', actionId))];
}

const targetNames: Readonly<Record<string, string>> = {
  message: 'a message of yours',
  conversation: 'a conversation of yours',
  tribe: 'a group of yours',
  goal: 'a goal of yours',
  checkin: 'the note of a check-in of yours',
  reflection: 'a reflection of yours from your partners',
  comment: 'a comment of yours',
  post: 'a post of yours',
  story: 'a story of yours',
  post_comment: 'a comment of yours',
};

function decisionText({ kind, targetType, until }: ModerationAction): string {
  const time = until ? ` until ${timeOf(timestampDate(until))}` : '';

  switch (kind) {
    case ModerationActionKind.DELETE_CONTENT:
      return `A moderator removed ${targetNames[targetType] ?? 'something of yours'}`;
    case ModerationActionKind.MUTE_USER:
      return `A moderator muted you: you cannot send messages${time}`;
    case ModerationActionKind.REMOVE_MEMBER:
      return 'A moderator removed you from a group';
    case ModerationActionKind.BAN_USER:
      return `A moderator banned you${time}`;
    case ModerationActionKind.WARN:
    case ModerationActionKind.UNSPECIFIED:
      return 'A moderator asks you to follow the rules of the community';
  }
}

/** Such as `2026-03-01 12:00 UTC`. */
function timeOf(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function aboutAction(type: NotificationTypeName, actionId: string) {
  const actionUrl = '/moderation/actions';
  return { type, targetType: 'moderation_action', targetId: actionId, actionUrl } as const;
}

/** Without an actor, so that no block and no mute keeps it back. */
function fromTribe(
  userId: string,
  text: NotificationText,
  about: Pick<NotificationDraft, 'type' | 'targetType' | 'targetId' | 'actionUrl'>,
): NotificationDraft {
  return { ...text, ...about, userId, actorId: null, targetName: null, imageUrl: null };
}
