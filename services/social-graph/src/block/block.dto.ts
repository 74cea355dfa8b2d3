import { pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { userCardResponse } from '../friend/user-card.dto';

export const blockUserBody = z.object({
  user_id: z.uuid().toLowerCase(),
  reason: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .nullish()
    .describe('For your own memory; nobody else sees it'),
});
export type BlockUserBody = z.infer<typeof blockUserBody>;

export const blockedUserParams = z.object({ userId: z.uuid().toLowerCase() });
export type BlockedUserParams = z.infer<typeof blockedUserParams>;

export const listBlockedUsersQuery = pageQuery;
export type ListBlockedUsersQuery = z.infer<typeof listBlockedUsersQuery>;

export const blockResponse = z.object({
  user_id: z.uuid(),
  reason: z.string().nullable(),
  blocked_at: z.iso.datetime(),
});
export type BlockResponse = z.infer<typeof blockResponse>;

export const blockedUserListResponse = z.object({
  blocked_users: z.array(blockResponse.extend({ user: userCardResponse })),
  pagination: paginationResponse,
});
export type BlockedUserListResponse = z.infer<typeof blockedUserListResponse>;

/** A block as who made it sees it. */
export function blockView(block: {
  blockedId: string;
  reason: string | null;
  blockedAt: Date;
}): BlockResponse {
  return {
    user_id: block.blockedId,
    reason: block.reason,
    blocked_at: block.blockedAt.toISOString(),
  };
}
