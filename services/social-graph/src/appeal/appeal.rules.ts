import { allow, change, dayMs, type Decision, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { ModerationAppealStatus } from '../generated/prisma/enums';

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

/** Decides about an appeal: never by the moderator who took the decision. */
export function decideAppealDecision(
  appeal: { readonly status: ModerationAppealStatus; readonly moderatorId: string | null },
  deciderId: string,
  decision: 'uphold' | 'overturn',
): Decision<{ status: ModerationAppealStatus }> {
  if (appeal.moderatorId === deciderId) return refuse(errors.CANNOT_DECIDE_OWN_ACTION);
  if (appeal.status !== 'pending') return refuse(errors.MODERATION_APPEAL_DECIDED);

  return change({ status: decision === 'overturn' ? 'overturned' : 'upheld' });
}
