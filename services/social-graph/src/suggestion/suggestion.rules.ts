export const suggestionReasons = [
  'phone_contact',
  'mutual_friends',
  'common_goals',
  'same_tribe',
] as const;
export type SuggestionReason = (typeof suggestionReasons)[number];

/** The things that a user and a candidate have in common. */
export interface Common {
  readonly mutualFriends: number;
  readonly commonGoals: number;
  readonly commonTribes: number;
  /** 1 when the user has the phone number of the candidate, otherwise 0. */
  readonly phoneContact: number;
}

/** How much each thing in common counts. */
export const weights: Readonly<Record<SuggestionReason, number>> = {
  phone_contact: 8,
  mutual_friends: 1,
  common_goals: 3,
  same_tribe: 2,
};

/** How likely two users know each other: the larger, the likelier. It is a whole number, so that a cursor can carry it. */
export function scoreOf(common: Common): number {
  return suggestionReasons.reduce((score, reason) => score + shareOf(reason, common), 0);
}

/** The reason that counts most; of equal reasons the first in the list of reasons. */
export function reasonOf(common: Common): SuggestionReason {
  return suggestionReasons.reduce((best, reason) =>
    shareOf(reason, common) > shareOf(best, common) ? reason : best,
  );
}

/** Suggestions are computed again after this time, in milliseconds. */
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
