import type { UserCard } from '@tribe/projections';
import { userCardView } from '../people/user-card.view';
import type { BlockedUserResponse, BlockResponse } from './block.dto';

interface Block {
  readonly blockedId: string;
  readonly reason: string | null;
  readonly blockedAt: Date;
}

/** A block as the blocker sees it. */
export function blockView(block: Block): BlockResponse {
  return {
    user_id: block.blockedId,
    reason: block.reason,
    blocked_at: block.blockedAt.toISOString(),
  };
}

/** A block in the list of the blocker. */
export function blockedUserView(block: Block, blockedUser: UserCard): BlockedUserResponse {
  return { ...blockView(block), user: userCardView(blockedUser) };
}
