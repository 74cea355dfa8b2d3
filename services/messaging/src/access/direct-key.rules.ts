/** Returns the key of the only direct conversation of two users: both ids, the smaller first. */
export function directKeyOf(userId: string, otherId: string): string {
  return [userId, otherId].toSorted().join(':');
}

/** Returns the other user of a direct conversation. */
export function otherUserIn(directKey: string, userId: string): string | undefined {
  return directKey.split(':').find((id) => id !== userId);
}
