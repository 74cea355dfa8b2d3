import { timestampDate } from '@bufbuild/protobuf/wkt';
import {
  type ModerationAction,
  ModerationActionKind,
  type ModerationAppealDecided,
  type ReportsReviewed,
} from '@tribe/contracts';
import { formatMoment } from '../mail/mail-text.rules';
import type { NotificationDraft } from './notification-drafts.rules';
import { filled, type Language, type TextIn, textOf } from './notification-text.rules';
import type { NotificationTypeName } from './notification-types';
import type { NotificationTexts, RemovedItem } from './texts/notification.texts';

/** The decision and the reported user are not revealed to the reporters. */
export function draftReportsReviewed({ reports }: ReportsReviewed): NotificationDraft[] {
  return reports.map(({ id, reporterId }) =>
    fromTribe(reporterId, textOf('reportReviewed', {}), {
      type: 'report_reviewed',
      targetType: 'report',
      targetId: id,
      actionUrl: '/reports',
    }),
  );
}

/** Names neither the moderator nor the reporters. */
export function draftModerationDecision(action: ModerationAction): NotificationDraft[] {
  const about = aboutAction('moderation_decision', action.id);
  return [fromTribe(action.subjectId, decisionText(action), about)];
}

export function draftAppealDecided({
  actionId,
  subjectId,
  isGranted,
}: ModerationAppealDecided): NotificationDraft[] {
  const text = ({ texts: { appeal } }: Language) => ({
    title: appeal.title,
    message: isGranted ? appeal.granted : appeal.refused,
  });

  return [fromTribe(subjectId, text, aboutAction('appeal_decided', actionId))];
}

const removedItems: Readonly<Record<string, RemovedItem>> = {
  message: 'message',
  conversation: 'conversation',
  tribe: 'tribe',
  goal: 'goal',
  checkin: 'checkin',
  reflection: 'reflection',
  comment: 'comment',
  post: 'post',
  story: 'story',
  post_comment: 'comment',
};

function decisionText(action: ModerationAction): TextIn {
  const { targetType, until } = action;

  return (language) => {
    const { decision, removedItems: items } = language.texts;
    const zone = { locale: language.locale, timeZone: 'UTC' };

    const message = filled(language, decision[decisionKey(action)], {
      item: items[removedItems[targetType] ?? 'unknown'],
      until: until ? formatMoment(timestampDate(until), zone) : '',
    });

    return { title: decision.title, message };
  };
}

function decisionKey({ kind, until }: ModerationAction): keyof NotificationTexts['decision'] {
  switch (kind) {
    case ModerationActionKind.DELETE_CONTENT:
      return 'removed';
    case ModerationActionKind.MUTE_USER:
      return until ? 'mutedUntil' : 'muted';
    case ModerationActionKind.REMOVE_MEMBER:
      return 'removedFromGroup';
    case ModerationActionKind.BAN_USER:
      return until ? 'bannedUntil' : 'banned';
    case ModerationActionKind.WARN:
    case ModerationActionKind.UNSPECIFIED:
      return 'warned';
  }
}

function aboutAction(type: NotificationTypeName, actionId: string) {
  const actionUrl = '/moderation/actions';
  return { type, targetType: 'moderation_action', targetId: actionId, actionUrl } as const;
}

/** Without an actor, so that no block and no mute keeps it back. */
function fromTribe(
  userId: string,
  text: TextIn,
  about: Pick<NotificationDraft, 'type' | 'targetType' | 'targetId' | 'actionUrl'>,
): NotificationDraft {
  return { text, ...about, userId, actorId: null, targetName: null, imageUrl: null };
}
