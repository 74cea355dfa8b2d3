import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  ModerationActionKind as KindMessage,
  ModerationActionLiftedSchema,
  ModerationActionSnapshottedSchema,
  ModerationActionTakenSchema,
  ModerationAppealDecidedSchema,
  ReportsReviewedSchema,
} from '@tribe/contracts';
import { eventOf, type NewEvent } from '@tribe/events';
import type { ModerationAction } from '../generated/prisma/client';
import type { ModerationActionKind } from '../generated/prisma/enums';
import type { CaseRow } from './case.queries';

interface Target {
  readonly targetType: string;
  readonly targetId: string;
  readonly placeType: string | null;
  readonly placeId: string | null;
}

/** An action against a subject; dismissals have none and no events. */
export type AnnouncedAction = ModerationAction & { readonly subjectId: string };

const kinds: Readonly<Record<ModerationActionKind, KindMessage>> = {
  dismiss: KindMessage.UNSPECIFIED,
  delete_content: KindMessage.DELETE_CONTENT,
  warn: KindMessage.WARN,
  mute_user: KindMessage.MUTE_USER,
  remove_member: KindMessage.REMOVE_MEMBER,
  ban_user: KindMessage.BAN_USER,
};

export function isAnnounced(action: ModerationAction): action is AnnouncedAction {
  return action.subjectId !== null && action.kind !== 'dismiss';
}

export function moderationActionTaken(action: AnnouncedAction, target: Target): NewEvent {
  const data = { action: messageOf(action, target) };
  return eventOf(ModerationActionTakenSchema, { ...entityOf(action), data });
}

export function moderationActionLifted(action: AnnouncedAction, target: Target): NewEvent {
  const data = { action: messageOf(action, target) };
  return eventOf(ModerationActionLiftedSchema, { ...entityOf(action), data });
}

export function moderationActionSnapshotted(action: AnnouncedAction, target: Target): NewEvent {
  const data = { action: messageOf(action, target), isActive: action.liftedAt === null };
  return eventOf(ModerationActionSnapshottedSchema, { ...entityOf(action), data });
}

export function moderationAppealDecided(appeal: {
  readonly id: string;
  readonly version: bigint;
  readonly actionId: string;
  readonly subjectId: string;
  readonly isGranted: boolean;
}): NewEvent {
  const { id, version, actionId, subjectId, isGranted } = appeal;
  const data = { id, actionId, subjectId, isGranted };

  return eventOf(ModerationAppealDecidedSchema, { entityId: id, entityVersion: version, data });
}

export function reportsReviewed(
  { id, version }: Pick<CaseRow, 'id' | 'version'>,
  reports: readonly { readonly id: string; readonly reporterId: string }[],
): NewEvent {
  const data = {
    reports: reports.map(({ id: reportId, reporterId }) => ({ id: reportId, reporterId })),
  };
  return eventOf(ReportsReviewedSchema, { entityId: id, entityVersion: version, data });
}

function entityOf({ id, version }: ModerationAction) {
  return { entityId: id, entityVersion: version };
}

/** The moderator and the note are for moderators: no event carries them. */
function messageOf(action: AnnouncedAction, { targetType, targetId, placeType, placeId }: Target) {
  const hasPlace = action.kind === 'remove_member' && placeType !== null && placeId !== null;

  return {
    id: action.id,
    kind: kinds[action.kind],
    targetType,
    targetId,
    subjectId: action.subjectId,
    createdAt: timestampFromDate(action.createdAt),
    ...(hasPlace && { place: { type: placeType, id: placeId } }),
    ...(action.until && { until: timestampFromDate(action.until) }),
  };
}
