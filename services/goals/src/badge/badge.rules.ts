import { allow, change, type Decision, keep, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Day } from '../streak/day.rules';
import type { StreakUnit } from '../streak/schedule.rules';
import type { StreakDay } from '../streak/streak-facts';
import { type CanonicalValue, canonicalJson } from './canonical-json.rules';

/** The longest commitment. */
const maxDays = 366;

/** The content of a badge about a commitment. It is signed, so its members never change their meaning. */
export type Commitment = {
  readonly type: 'system' | 'goal';
  readonly id: string;
  readonly title: string;
  readonly starts_on: string;
  readonly ends_on: string;
  readonly done_days: number | null;
  readonly due_days: number | null;
  readonly best_streak: number | null;
  readonly streak_unit: StreakUnit | null;
};

/** The content of a badge. */
export interface BadgeContent {
  readonly id: string;
  readonly ownerId: string;
  readonly partnerId: string;
  readonly commitment: Commitment;
  readonly proposedAt: Date;
}

/** Decides whether a commitment is finished. */
export function decideRange({ from, to }: { from: Day; to: Day }, today: Day): Permission {
  if (from > to || to - from >= maxDays)
    return refuse(errors.BADGE_RANGE_INVALID, { detail: 'It must have 1 to 366 days' });
  if (to >= today) return refuse(errors.BADGE_RANGE_INVALID, { detail: 'It must be over' });

  return allow;
}

/** Counts the days of a commitment. The best streak is that at the end of a day of it. */
export function countDays(days: readonly StreakDay[]) {
  const due = days.filter(({ rule }) => dueRules.has(rule));
  const done = due.filter(({ rule }) => rule === 'done' || rule === 'done_late');

  return {
    done_days: done.length,
    due_days: due.length,
    best_streak: Math.max(0, ...days.map(({ streak }) => streak)),
  };
}

/** Decides whether there is something to confirm. */
export function decideCommitment({ done_days: done }: Commitment): Permission {
  return done === 0 ? refuse(errors.BADGE_COMMITMENT_EMPTY) : allow;
}

/** Returns what is signed when the partner confirms a badge. */
export function signedTextOf(
  badge: BadgeContent,
  { signedAt, keyId }: { signedAt: Date; keyId: string },
): string {
  return canonicalJson({
    format: 'tribe-badge/1',
    id: badge.id,
    owner_id: badge.ownerId,
    partner_id: badge.partnerId,
    commitment: badge.commitment satisfies CanonicalValue,
    proposed_at: badge.proposedAt.toISOString(),
    signed_at: signedAt.toISOString(),
    key_id: keyId,
  });
}

/** Decides a confirmation by the partner. What the partner saw in the proposal must still be true. */
export function decideConfirmation(
  badge: {
    readonly partnerId: string;
    readonly commitment: Commitment;
    readonly signedAt: Date | null;
  },
  userId: string,
  current: Commitment,
): Decision<Commitment> {
  if (badge.partnerId !== userId) return refuse(errors.PERMISSION_DENIED);
  if (badge.signedAt) return keep;
  if (canonicalJson(badge.commitment) !== canonicalJson(current))
    return refuse(errors.BADGE_OUTDATED);

  return change(current);
}

/** Decides whether a badge can be withdrawn or declined. A signed badge stays. */
export function decideDecline({ signedAt }: { readonly signedAt: Date | null }): Permission {
  return signedAt ? refuse(errors.BADGE_SIGNED) : allow;
}

const dueRules = new Set(['done', 'done_late', 'skipped', 'frozen', 'missed']);
