import { userCardResponse } from '@tribe/projections';
import { id, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { tribeParams, tribeResponse } from './tribe.dto';

export const inviteeBody = z
  .strictObject({ user_id: id.describe('One of your friends') })
  .meta({ id: 'InviteToTribeRequest' });
export type InviteeBody = z.infer<typeof inviteeBody>;

export const sentInviteParams = tribeParams.extend({ inviteId: id });
export type SentInviteParams = z.infer<typeof sentInviteParams>;
export const inviteParams = z.object({ inviteId: id });
export type InviteParams = z.infer<typeof inviteParams>;

export const tribeInviteResponse = z
  .object({
    id,
    tribe_id: id,
    inviter_id: id,
    invitee_id: id,
    status: z.literal('pending'),
    created_at: z.iso.datetime(),
    expires_at: z.iso.datetime(),
  })
  .meta({ id: 'TribeInvitation' });
export type TribeInviteResponse = z.infer<typeof tribeInviteResponse>;

export const receivedInviteResponse = tribeInviteResponse
  .extend({ tribe: tribeResponse, inviter: userCardResponse.nullable() })
  .meta({ id: 'ReceivedTribeInvitation' });
export type ReceivedInviteResponse = z.infer<typeof receivedInviteResponse>;

export const tribeInviteListResponse = z
  .object({ invites: z.array(receivedInviteResponse), pagination: paginationResponse })
  .meta({ id: 'ReceivedTribeInvitationList' });
export type TribeInviteListResponse = z.infer<typeof tribeInviteListResponse>;

export const sentInviteResponse = tribeInviteResponse
  .extend({ invitee: userCardResponse })
  .meta({ id: 'SentTribeInvitation' });
export type SentInviteResponse = z.infer<typeof sentInviteResponse>;

export const sentInviteListResponse = z
  .object({ invites: z.array(sentInviteResponse), pagination: paginationResponse })
  .meta({ id: 'SentTribeInvitationList' });
export type SentInviteListResponse = z.infer<typeof sentInviteListResponse>;
