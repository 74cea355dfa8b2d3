import { pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { id } from '../people/person.dto';
import { userCardResponse } from '../people/user-card.dto';
import { checkInFrequencies, partnershipKinds, partnershipStatuses } from './partnership.rules';

const name = z.string().trim().min(1).max(100);

/** The invitee: a friend by user id, or any person by e-mail. */
const invitee = {
  user_id: id.optional(),
  email: z.string().trim().toLowerCase().max(255).pipe(z.email()).optional(),
};
type Invitee = { user_id?: string | undefined; email?: string | undefined };

const hasOneInvitee = ({ user_id, email }: Invitee) =>
  (user_id === undefined) !== (email === undefined);
const oneInviteeMessage = 'name either user_id or email';

export const createPartnershipBody = z
  .strictObject({
    kind: z.enum(partnershipKinds).default('duo'),
    name: name.nullish(),
    check_in_frequency: z.enum(checkInFrequencies).default('daily'),
    ...invitee,
  })
  .refine(hasOneInvitee, oneInviteeMessage);
export type CreatePartnershipBody = z.infer<typeof createPartnershipBody>;

export const invitePartnerBody = z.strictObject(invitee).refine(hasOneInvitee, oneInviteeMessage);
export type InvitePartnerBody = z.infer<typeof invitePartnerBody>;

export const updatePartnershipBody = z.strictObject({
  name: name.nullish(),
  check_in_frequency: z.enum(checkInFrequencies).optional(),
});
export type UpdatePartnershipBody = z.infer<typeof updatePartnershipBody>;

export const invitationTokenBody = z.strictObject({ token: z.string().min(1).max(200) });
export type InvitationTokenBody = z.infer<typeof invitationTokenBody>;

export const partnershipParams = z.object({ partnershipId: id });
export type PartnershipParams = z.infer<typeof partnershipParams>;

export const listPartnershipsQuery = pageQuery.extend({
  /** `current` is active and paused; `ended` is another name of dissolved. */
  status: z.enum([...partnershipStatuses, 'current', 'ended', 'all']).default('all'),
  kind: z.enum([...partnershipKinds, 'all']).default('all'),
});
export type ListPartnershipsQuery = z.infer<typeof listPartnershipsQuery>;

export const partnershipResponse = z.object({
  id: z.uuid(),
  kind: z.enum(partnershipKinds),
  name: z.string().nullable(),
  status: z
    .enum(partnershipStatuses)
    .describe(
      'Only the invitee sees `declined`; the inviter sees `pending_invite` until the invitation expires',
    ),
  check_in_frequency: z.enum(checkInFrequencies),
  user1_id: z.uuid().describe('The inviter'),
  user2_id: z
    .uuid()
    .nullable()
    .describe('The invitee; null until an invitation by e-mail is accepted'),
  partner: userCardResponse.nullable().describe('The other user'),
  invited_by_email: z.boolean(),
  invite_expires_at: z.iso.datetime().nullable().describe('Null unless the invitation is pending'),
  created_at: z.iso.datetime(),
  activated_at: z.iso.datetime().nullable(),
  paused_at: z.iso.datetime().nullable(),
  dissolved_at: z.iso.datetime().nullable(),
});
export type PartnershipResponse = z.infer<typeof partnershipResponse>;

export const partnershipListResponse = z.object({
  partnerships: z.array(partnershipResponse),
  pagination: paginationResponse,
});
export type PartnershipListResponse = z.infer<typeof partnershipListResponse>;
