import type { Relation } from '../relationships/relation.rules';
import type { UserPrivacy } from '../user-cards/user-privacy';

/**
 * How much of a user is visible to a viewer.
 *
 * - `profile`: everything except data that only the owner sees
 * - `card`: name and picture, enough to send a friend request
 * - `nothing`: to the viewer, the user does not exist
 */
export type Sight = 'profile' | 'card' | 'nothing';

export function sightOf(relation: Relation, visibility: UserPrivacy['profileVisibility']): Sight {
  if (relation === 'self') return 'profile';
  if (relation === 'hidden') return 'nothing';
  if (relation === 'friend' || visibility === 'everyone') return 'profile';

  return visibility === 'friends_only' ? 'card' : 'nothing';
}
