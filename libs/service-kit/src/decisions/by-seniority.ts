/** A member of something with several roles. */
export interface Ranked<Role> {
  readonly userId: string;
  readonly role: Role;
  readonly joinedAt: Date;
}

/**
 * Returns a comparator for `toSorted`: the highest role first, then the longest membership, then the smaller id.
 *
 * @param rankOf the rank of a role, 0 for the highest
 */
export function bySeniority<Role>(rankOf: (role: Role) => number) {
  return (a: Ranked<Role>, b: Ranked<Role>): number =>
    rankOf(a.role) - rankOf(b.role) ||
    a.joinedAt.getTime() - b.joinedAt.getTime() ||
    (a.userId < b.userId ? -1 : 1);
}
