import { pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { id } from '../people/person.dto';
import { userCardResponse } from '../people/user-card.dto';

export const blockUserBody = z.object({
  user_id: id,
  reason: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .nullish()
    .describe('A note for yourself; no other user sees it'),
});
export type BlockUserBody = z.infer<typeof blockUserBody>;

export const listBlockedUsersQuery = pageQuery;
export type ListBlockedUsersQuery = z.infer<typeof listBlockedUsersQuery>;

export const blockResponse = z.object({
  user_id: z.uuid(),
  reason: z.string().nullable(),
  blocked_at: z.iso.datetime(),
});
export type BlockResponse = z.infer<typeof blockResponse>;

export const blockedUserResponse = blockResponse.extend({ user: userCardResponse });
export type BlockedUserResponse = z.infer<typeof blockedUserResponse>;

export const blockedUserListResponse = z.object({
  blocked_users: z.array(blockedUserResponse),
  pagination: paginationResponse,
});
export type BlockedUserListResponse = z.infer<typeof blockedUserListResponse>;
