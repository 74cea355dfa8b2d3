/** Returns the key of the only direct conversation of two users: both ids, the smaller first. */
export function directKeyOf(userId: string, otherId: string): string {
  return [userId, otherId].toSorted().join(':');
}

/**
 * Returns the key of the only conversation of two users as partners: both ids, the larger first, so that it differs from
 * that of their direct conversation.
 */
export function partnershipKeyOf(userId: string, otherId: string): string {
  return [userId, otherId].toSorted().toReversed().join(':');
}

/** Returns the other user of a direct conversation, or of one of partners. */
export function otherUserIn(directKey: string, userId: string): string | undefined {
  return directKey.split(':').find((id) => id !== userId);
}
