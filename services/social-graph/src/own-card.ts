import type { UserCard } from '@tribe/projections';
import type { Caller } from '@tribe/service-kit';

/** The caller's card; their token names them while no card can be had. */
export function ownCard(
  cards: ReadonlyMap<string, UserCard>,
  { userId, username }: Caller,
): UserCard {
  return cards.get(userId) ?? { id: userId, username, fullName: username };
}
