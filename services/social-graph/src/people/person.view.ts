import type { UserCard } from '@tribe/projections';
import type { PersonResponse } from './person.dto';
import { userCardView } from './user-card.view';

export function personView(
  card: UserCard,
  relation: { readonly isFriend: boolean; readonly mutualFriends: number },
): PersonResponse {
  return {
    ...userCardView(card),
    is_friend: relation.isFriend,
    mutual_friends_count: relation.mutualFriends,
  };
}
