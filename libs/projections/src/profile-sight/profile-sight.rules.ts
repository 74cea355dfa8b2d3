import type { UserPrivacy } from '../user-cards/user-privacy';

/** How a viewer stands to the person they look at. `hidden`: either of the two blocked the other. */
export type Relation = 'self' | 'friend' | 'stranger' | 'hidden';

/**
 * How much of a person is shown.
 *
 * - `profile`: everything but what only the owner sees
 * - `card`: name and face, so that a friend request can be sent
 * - `nothing`: to this viewer the person does not exist
 */
export type Sight = 'profile' | 'card' | 'nothing';

export function sightOf(relation: Relation, visibility: UserPrivacy['profileVisibility']): Sight {
  if (relation === 'self') return 'profile';
  if (relation === 'hidden') return 'nothing';
  if (relation === 'friend' || visibility === 'everyone') return 'profile';
  return visibility === 'friends_only' ? 'card' : 'nothing';
}
