import { userCardResponse } from '@tribe/projections';
import {
  emailField,
  exactlyOne,
  id,
  pageQuery,
  paginationResponse,
  nameField,
  opaqueField,
  withRules,
} from '@tribe/service-kit';
import { z } from 'zod';
import { checkInFrequencies, partnershipKinds, partnershipStatuses } from './partnership.rules';

const nameExample = 'Early birds';
const name = nameField(100).meta({ example: nameExample });

const kind = z.enum(partnershipKinds).meta({ id: 'PartnershipKind', example: 'duo' });
const checkInFrequency = z
  .enum(checkInFrequencies)
  .meta({ id: 'CheckInFrequency', example: 'daily' });

/** The invitee: a friend by user id, or any person by e-mail. */
const invitee = {
  user_id: id.optional(),
  email: emailField.optional(),
};
const oneInvitee = exactlyOne('user_id', 'email');

export const createPartnershipBody = withRules(
  z.strictObject({
    kind: kind.default('duo'),
    name: name.nullish(),
    check_in_frequency: checkInFrequency.default('daily'),
    ...invitee,
  }),
  oneInvitee,
).meta({
  id: 'CreatePartnershipRequest',
  description: 'The invitee is either a friend (`user_id`) or an e-mail address (`email`)',
  example: {
    kind: 'duo',
    name: nameExample,
    check_in_frequency: 'daily',
    user_id: '0190163d-8694-739b-aea5-966c26f8ad91',
  },
});
export type CreatePartnershipBody = z.infer<typeof createPartnershipBody>;

export const invitePartnerBody = withRules(z.strictObject(invitee), oneInvitee).meta({
  id: 'InvitePartnerRequest',
  description: 'The invitee is either a friend (`user_id`) or an e-mail address (`email`)',
  example: { email: 'clarie@example.com' },
});
export type InvitePartnerBody = z.infer<typeof invitePartnerBody>;

export const updatePartnershipBody = z
  .strictObject({ name: name.nullish(), check_in_frequency: checkInFrequency.optional() })
  .meta({
    id: 'UpdatePartnershipRequest',
    description: 'A merge patch: omitted fields stay unchanged, and null clears the name',
  });
export type UpdatePartnershipBody = z.infer<typeof updatePartnershipBody>;

const mailedToken = opaqueField(200)
  .min(1)
  .describe('From the link in the mail')
  .meta({ example: 'AZAWPYaUc5uupZbCb4itkQ' });

export const invitationTokenBody = z
  .strictObject({ token: mailedToken })
  .meta({ id: 'AnswerMailedPartnershipInvitationRequest' });
export type InvitationTokenBody = z.infer<typeof invitationTokenBody>;

export const refuseInvitationsBody = z
  .strictObject({ token: mailedToken })
  .meta({ id: 'RefuseInvitationsRequest' });
export type RefuseInvitationsBody = z.infer<typeof refuseInvitationsBody>;

export const partnershipParams = z.object({ partnershipId: id });
export type PartnershipParams = z.infer<typeof partnershipParams>;

export const listPartnershipsQuery = pageQuery.extend({
  status: z
    .enum([...partnershipStatuses, 'current', 'ended', 'all'])
    .meta({ id: 'PartnershipStatusFilter' })
    .default('all')
    .describe('`current` includes `active` and `paused`; `ended` means `dissolved`'),
  kind: z
    .enum([...partnershipKinds, 'all'])
    .meta({ id: 'PartnershipKindFilter' })
    .default('all'),
});
export type ListPartnershipsQuery = z.infer<typeof listPartnershipsQuery>;

const noTime = z.iso.datetime().nullable().meta({ example: null });

export const partnershipResponse = z
  .object({
    id,
    kind,
    name: z.string().nullable().meta({ example: nameExample }),
    status: z
      .enum(partnershipStatuses)
      .meta({ id: 'PartnershipStatus', example: 'active' })
      .describe(
        'Only the invitee sees `declined`; the inviter sees `pending_invite` until the invitation expires',
      ),
    check_in_frequency: checkInFrequency,
    user1_id: id.describe('The inviter'),
    user2_id: id.nullable().describe('The invitee; null until an invitation by e-mail is accepted'),
    partner: userCardResponse.nullable().describe('The other user'),
    invited_by_email: z.boolean().meta({ example: false }),
    invite_expires_at: noTime.describe('Null unless the invitation is pending'),
    created_at: z.iso.datetime(),
    activated_at: z.iso.datetime().nullable(),
    paused_at: noTime,
    dissolved_at: noTime,
  })
  .meta({ id: 'Partnership' });
export type PartnershipResponse = z.infer<typeof partnershipResponse>;

export const partnershipListResponse = z
  .object({ partnerships: z.array(partnershipResponse), pagination: paginationResponse })
  .meta({ id: 'PartnershipList' });
export type PartnershipListResponse = z.infer<typeof partnershipListResponse>;
