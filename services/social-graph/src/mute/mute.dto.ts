import { pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { userCardResponse } from '../friend/user-card.dto';

export const muteUserBody = z.object({
  user_id: z.uuid().toLowerCase(),
});
export type MuteUserBody = z.infer<typeof muteUserBody>;

export const mutedUserParams = z.object({ userId: z.uuid().toLowerCase() });
export type MutedUserParams = z.infer<typeof mutedUserParams>;

export const listMutedUsersQuery = pageQuery;
export type ListMutedUsersQuery = z.infer<typeof listMutedUsersQuery>;

export const muteResponse = z.object({
  user_id: z.uuid(),
  muted_at: z.iso.datetime(),
});
export type MuteResponse = z.infer<typeof muteResponse>;

export const mutedUserListResponse = z.object({
  muted_users: z.array(muteResponse.extend({ user: userCardResponse })),
  pagination: paginationResponse,
});
export type MutedUserListResponse = z.infer<typeof mutedUserListResponse>;

/** A mute as who made it sees it. */
export function muteView(mute: { mutedId: string; mutedAt: Date }): MuteResponse {
  return { user_id: mute.mutedId, muted_at: mute.mutedAt.toISOString() };
}
