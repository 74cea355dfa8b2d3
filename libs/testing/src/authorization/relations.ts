/** How somebody stands to the owner of an object, in the order in which they ask: the owner may destroy it. */
export const relations = ['stranger', 'blocked', 'friend', 'member', 'admin', 'owner'] as const;
export type Relation = (typeof relations)[number];

/** Whose answer somebody gets when the row names none for them; at the end of the chain is the answer to all. */
export const answeredLike: Partial<Record<Relation, Relation>> = {
  member: 'friend',
  blocked: 'stranger',
  admin: 'stranger',
};
