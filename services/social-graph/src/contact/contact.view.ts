import type { SeenFriendshipStatus } from '../friend/friend-status.rules';
import type { PersonResponse } from '../people/person.dto';
import type { ContactResponse } from './contact.dto';

export function contactView(
  person: PersonResponse,
  friendshipStatus: SeenFriendshipStatus,
): ContactResponse {
  return { ...person, friendship_status: friendshipStatus };
}
