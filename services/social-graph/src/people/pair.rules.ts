/** The ids of two users in the order in which a pair is stored. */
export function pairOf(userId: string, otherId: string): { userLow: string; userHigh: string } {
  return userId < otherId
    ? { userLow: userId, userHigh: otherId }
    : { userLow: otherId, userHigh: userId };
}
