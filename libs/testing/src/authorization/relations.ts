/**
 * The relations of callers to the owner, in the order of the calls. The owner calls last, because the call may delete
 * the object.
 */
export const relations = [
  'stranger',
  'blocked',
  'friend',
  'member',
  'moderator',
  'admin',
  'owner',
] as const;
export type Relation = (typeof relations)[number];

/** The relation whose response applies if a row has none for a relation. `all` applies at the end of the chain. */
export const answeredLike: Partial<Record<Relation, Relation>> = {
  member: 'friend',
  blocked: 'stranger',
  moderator: 'stranger',
  admin: 'stranger',
};
