import type { UserCard } from '@tribe/projections';
import { userCardView } from '../people/user-card.view';
import type { JoinRequestResponse } from './tribe-join.dto';
import type { JoinRequestRow } from './tribe-join.queries';

export function joinRequestView(
  { id, createdAt }: JoinRequestRow,
  requester: UserCard,
): JoinRequestResponse {
  return { id, user: userCardView(requester), created_at: createdAt.toISOString() };
}
