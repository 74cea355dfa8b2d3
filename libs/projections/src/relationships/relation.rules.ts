/** The relation of a viewer to the viewed user. `hidden`: either of them blocked the other. */
export type Relation = 'self' | 'friend' | 'stranger' | 'hidden';

/** The friendship and the blocks between two different users. */
export interface Pair {
  readonly areFriends: boolean;
  /** Either user blocked the other. */
  readonly areHidden: boolean;
}

/** Returns what two different users are to each other. A block outweighs a friendship. */
export function relationOf({ areFriends, areHidden }: Pair): Exclude<Relation, 'self'> {
  if (areHidden) return 'hidden';
  return areFriends ? 'friend' : 'stranger';
}
