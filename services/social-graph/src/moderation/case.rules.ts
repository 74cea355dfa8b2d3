import {
  change,
  dayMs,
  type Decision,
  keep,
  type Permission,
  allow,
  refuse,
} from '@tribe/service-kit';
import { errors } from '../errors';
import type { ModerationActionKind, ModerationCaseStatus } from '../generated/prisma/enums';
import { actionsFor, type ReportTargetTypeName } from '../report/report-target-types';

/** The longest mute and the longest ban with an end. */
const maxDurationMs = 366 * dayMs;

/** The state of a case that decisions depend on. */
export interface CaseState {
  readonly status: ModerationCaseStatus;
  readonly targetType: ReportTargetTypeName;
  readonly placeType: string | null;
  readonly subjectId: string | null;
  readonly assigneeId: string | null;
}

/** A moderator, and what the moderator has to do with a case. */
export interface Decider {
  readonly userId: string;
  readonly isAdmin: boolean;
  readonly hasReported: boolean;
}

export interface CaseFacts {
  /** The roles of the subject in the system. */
  readonly subjectRoles: readonly string[];
  /** The decisions in force. */
  readonly taken: readonly ModerationActionKind[];
  readonly now: Date;
}

/**
 * Decides whether a moderator may give a case to a moderator. The assignee and admins pass it on.
 *
 * @param assignee the moderator who gets the case
 */
export function decideAssignment(
  state: CaseState,
  by: Pick<Decider, 'userId' | 'isAdmin'>,
  assignee: Pick<Decider, 'userId' | 'hasReported'>,
): Decision<{ assigneeId: string }> {
  if (state.status === 'resolved') return refuse(errors.MODERATION_CASE_RESOLVED);
  if (isTaken(state, by)) return refuse(errors.MODERATION_CASE_TAKEN);
  if (assignee.userId === state.subjectId) return refuse(errors.MODERATOR_NOT_FOUND);
  if (assignee.hasReported) return refuse(errors.CANNOT_DECIDE_OWN_REPORT);

  return assignee.userId === state.assigneeId ? keep : change({ assigneeId: assignee.userId });
}

/**
 * Decides whether a moderator may take an action. The first resolves the case. Others may follow, unless the case was
 * dismissed.
 */
export function decideAction(
  state: CaseState,
  by: Decider,
  wanted: { readonly kind: ModerationActionKind; readonly until: Date | null },
  { subjectRoles, taken, now }: CaseFacts,
): Permission {
  if (by.hasReported) return refuse(errors.CANNOT_DECIDE_OWN_REPORT);
  if (isTaken(state, by)) return refuse(errors.MODERATION_CASE_TAKEN);
  if (!availableActions(state).includes(wanted.kind))
    return refuse(errors.MODERATION_ACTION_NOT_OFFERED);
  if (isClosedFor(wanted.kind, state, taken)) return refuse(errors.MODERATION_CASE_RESOLVED);
  if (taken.includes(wanted.kind)) return refuse(errors.MODERATION_ACTION_EXISTS);
  if (!endsProperly(wanted, now)) return refuse(errors.MODERATION_UNTIL_INVALID);
  if (wanted.kind === 'dismiss') return allow;

  return decideAgainst(state, by, wanted.kind, subjectRoles);
}

/** The kinds of decisions that the target has. */
export function availableActions({
  targetType,
  placeType,
}: Pick<CaseState, 'targetType' | 'placeType'>): ModerationActionKind[] {
  return actionsFor(targetType).filter((kind) => kind !== 'remove_member' || placeType !== null);
}

function decideAgainst(
  { subjectId }: CaseState,
  { isAdmin }: Decider,
  kind: ModerationActionKind,
  subjectRoles: readonly string[],
): Permission {
  if (subjectId === null) return refuse(errors.MODERATION_SUBJECT_GONE);
  if (subjectRoles.length > 0 && !isAdmin) return refuse(errors.CANNOT_DECIDE_ABOUT_STAFF);
  if (kind === 'ban_user' && subjectRoles.includes('admin')) return refuse(errors.CANNOT_BAN_ADMIN);

  return allow;
}

/** A moderator must not decide what another is looking at. */
function isTaken(
  { status, assigneeId }: CaseState,
  { userId, isAdmin }: Pick<Decider, 'userId' | 'isAdmin'>,
): boolean {
  return status === 'assigned' && assigneeId !== userId && !isAdmin;
}

function isClosedFor(
  kind: ModerationActionKind,
  { status }: CaseState,
  taken: readonly ModerationActionKind[],
): boolean {
  if (status !== 'resolved') return false;

  return kind === 'dismiss' || taken.includes('dismiss') || taken.length === 0;
}

/** A mute needs an end, a ban may have one, and nothing else has one. */
function endsProperly(
  { kind, until }: { readonly kind: ModerationActionKind; readonly until: Date | null },
  now: Date,
): boolean {
  if (until === null) return kind !== 'mute_user';
  if (kind !== 'mute_user' && kind !== 'ban_user') return false;
  const durationMs = until.getTime() - now.getTime();

  return durationMs > 0 && durationMs <= maxDurationMs;
}
