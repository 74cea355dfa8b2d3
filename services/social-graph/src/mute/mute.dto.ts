import { pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { id } from '../people/person.dto';
import { userCardResponse } from '../people/user-card.dto';

export const muteUserBody = z.object({ user_id: id });
export type MuteUserBody = z.infer<typeof muteUserBody>;

export const listMutedUsersQuery = pageQuery;
export type ListMutedUsersQuery = z.infer<typeof listMutedUsersQuery>;

export const muteResponse = z.object({
  user_id: z.uuid(),
  muted_at: z.iso.datetime(),
});
export type MuteResponse = z.infer<typeof muteResponse>;

export const mutedUserResponse = muteResponse.extend({ user: userCardResponse });
export type MutedUserResponse = z.infer<typeof mutedUserResponse>;

export const mutedUserListResponse = z.object({
  muted_users: z.array(mutedUserResponse),
  pagination: paginationResponse,
});
export type MutedUserListResponse = z.infer<typeof mutedUserListResponse>;
