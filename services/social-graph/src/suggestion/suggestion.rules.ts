export const suggestionReasons = [
  'phone_contact',
  'mutual_friends',
  'common_goals',
  'same_tribe',
] as const;
export type SuggestionReason = (typeof suggestionReasons)[number];

/** What two people have in common who are no friends. */
export interface Common {
  readonly mutualFriends: number;
  readonly commonGoals: number;
  readonly commonTribes: number;
  /** The person has the other's phone number: 1, or 0. */
  readonly phoneContact: number;
}

/**
 * Whoever has somebody's number knows them; who saves or runs together knows each other better than who is in a group or
 * has a friend in common.
 */
export const weights: Readonly<Record<SuggestionReason, number>> = {
  phone_contact: 8,
  mutual_friends: 1,
  common_goals: 3,
  same_tribe: 2,
};

/** How likely two people know each other: the larger, the likelier. A whole number, so that a cursor can carry it. */
export function scoreOf(common: Common): number {
  return suggestionReasons.reduce((score, reason) => score + shareOf(reason, common), 0);
}

/** What says most for it; of equals the one that is listed first. */
export function reasonOf(common: Common): SuggestionReason {
  return suggestionReasons.reduce((best, reason) =>
    shareOf(reason, common) > shareOf(best, common) ? reason : best,
  );
}

/** Suggestions are computed again after this long, in milliseconds, also when nothing is known to have happened. */
export const freshMs = 3_600_000;

export function isFresh(refreshedAt: Date | undefined, now: Date): boolean {
  return refreshedAt !== undefined && now.getTime() - refreshedAt.getTime() < freshMs;
}

function shareOf(
  reason: SuggestionReason,
  { mutualFriends, commonGoals, commonTribes, phoneContact }: Common,
): number {
  const counts = {
    phone_contact: phoneContact,
    mutual_friends: mutualFriends,
    common_goals: commonGoals,
    same_tribe: commonTribes,
  };
  return weights[reason] * counts[reason];
}
