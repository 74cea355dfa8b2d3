import { allow, change, dayMs, type Decision, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { ModerationAppealStatus } from '../generated/prisma/enums';
import type { Decider } from '../moderation/case.rules';

const openMs = 30 * dayMs;

/** The moment until which a decision can be appealed against. */
export function appealUntil(createdAt: Date): Date {
  return new Date(createdAt.getTime() + openMs);
}

/** Decides whether the subject of a decision may appeal against it. */
export function decideAppeal(
  action: { readonly createdAt: Date; readonly hasAppeal: boolean },
  now: Date,
): Permission {
  if (action.hasAppeal) return refuse(errors.MODERATION_APPEAL_EXISTS);
  return now > appealUntil(action.createdAt) ? refuse(errors.MODERATION_APPEAL_EXPIRED) : allow;
}

interface AppealState {
  readonly status: ModerationAppealStatus;
  /** The moderator who took the decision. */
  readonly moderatorId: string | null;
  /** The roles of the subject in the system. */
  readonly subjectRoles: readonly string[];
}

/**
 * Decides about an appeal. As with the decision itself, the decider must not have reported the target, and only admins
 * decide about staff. The moderator who took the decision never decides about the appeal.
 */
export function decideAppealDecision(
  { status, moderatorId, subjectRoles }: AppealState,
  by: Decider,
  decision: 'uphold' | 'overturn',
): Decision<{ status: ModerationAppealStatus }> {
  if (moderatorId === by.userId) return refuse(errors.CANNOT_DECIDE_OWN_ACTION);
  if (by.hasReported) return refuse(errors.CANNOT_DECIDE_OWN_REPORT);
  if (subjectRoles.length > 0 && !by.isAdmin) return refuse(errors.CANNOT_DECIDE_ABOUT_STAFF);
  if (status !== 'pending') return refuse(errors.MODERATION_APPEAL_DECIDED);

  return change({ status: decision === 'overturn' ? 'overturned' : 'upheld' });
}
