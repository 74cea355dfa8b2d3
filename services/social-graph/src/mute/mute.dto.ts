import { userCardResponse } from '@tribe/projections';
import { id, pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';

export const muteUserBody = z.object({ user_id: id }).meta({ id: 'MuteUserRequest' });
export type MuteUserBody = z.infer<typeof muteUserBody>;

export const listMutedUsersQuery = pageQuery;
export type ListMutedUsersQuery = z.infer<typeof listMutedUsersQuery>;

export const muteResponse = z
  .object({ user_id: id, muted_at: z.iso.datetime() })
  .meta({ id: 'Mute' });
export type MuteResponse = z.infer<typeof muteResponse>;

export const mutedUserResponse = muteResponse
  .extend({ user: userCardResponse })
  .meta({ id: 'MutedUser' });
export type MutedUserResponse = z.infer<typeof mutedUserResponse>;

export const mutedUserListResponse = z
  .object({ muted_users: z.array(mutedUserResponse), pagination: paginationResponse })
  .meta({ id: 'MutedUserList' });
export type MutedUserListResponse = z.infer<typeof mutedUserListResponse>;
