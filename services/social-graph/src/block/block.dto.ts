import { userCardResponse } from '@tribe/projections';
import { filledParagraphField, id, pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';

const reasonExample = 'Too loud';

export const blockUserBody = z
  .object({
    user_id: id,
    reason: filledParagraphField(500)
      .meta({ example: reasonExample })
      .nullish()
      .describe('A note for yourself; no other user sees it'),
  })
  .meta({ id: 'BlockUserRequest' });
export type BlockUserBody = z.infer<typeof blockUserBody>;

export const listBlockedUsersQuery = pageQuery;
export type ListBlockedUsersQuery = z.infer<typeof listBlockedUsersQuery>;

export const blockResponse = z
  .object({
    user_id: id,
    reason: z.string().nullable().meta({ example: reasonExample }),
    blocked_at: z.iso.datetime(),
  })
  .meta({ id: 'Block' });
export type BlockResponse = z.infer<typeof blockResponse>;

export const blockedUserResponse = blockResponse
  .extend({ user: userCardResponse })
  .meta({ id: 'BlockedUser' });
export type BlockedUserResponse = z.infer<typeof blockedUserResponse>;

export const blockedUserListResponse = z
  .object({ blocked_users: z.array(blockedUserResponse), pagination: paginationResponse })
  .meta({ id: 'BlockedUserList' });
export type BlockedUserListResponse = z.infer<typeof blockedUserListResponse>;
