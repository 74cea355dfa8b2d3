import type { UserCard } from '@tribe/projections';
import { pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { userCardResponse, userCardView } from '../friend/user-card.dto';
import type { PartnershipRow } from './partnership.queries';
import {
  checkInFrequencies,
  isCurrent,
  partnerOf,
  partnershipKinds,
  partnershipStatuses,
  statusSeenBy,
} from './partnership.rules';

const id = z.uuid().toLowerCase();
const name = z.string().trim().min(1).max(100);

/** Who is invited: a friend by id, or anybody by e-mail. */
const invitee = {
  user_id: id.optional(),
  email: z.string().trim().toLowerCase().max(255).pipe(z.email()).optional(),
};
const oneInvitee = ({
  user_id,
  email,
}: {
  user_id?: string | undefined;
  email?: string | undefined;
}) => (user_id === undefined) !== (email === undefined);
const oneInviteeMessage = 'name either user_id or email';

export const createPartnershipBody = z
  .strictObject({
    kind: z.enum(partnershipKinds).default('duo'),
    name: name.nullish(),
    check_in_frequency: z.enum(checkInFrequencies).default('daily'),
    ...invitee,
  })
  .refine(oneInvitee, oneInviteeMessage);
export type CreatePartnershipBody = z.infer<typeof createPartnershipBody>;

export const invitePartnerBody = z.strictObject(invitee).refine(oneInvitee, oneInviteeMessage);
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
  /** `current` is active and paused; `ended` is the other word for dissolved. */
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
    .describe('An invitation that was declined says so only to who declined it'),
  check_in_frequency: z.enum(checkInFrequencies),
  user1_id: z.uuid().describe('Who invited'),
  user2_id: z
    .uuid()
    .nullable()
    .describe('Who was invited; null until somebody accepts an invitation by e-mail'),
  partner: userCardResponse.nullable().describe('The other of the two'),
  invited_by_email: z.boolean(),
  invite_expires_at: z.iso.datetime().nullable().describe('While the invitation waits'),
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

/** A partnership as one of the two may know it. */
export function partnershipView(
  row: PartnershipRow,
  { viewerId, now, cards }: { viewerId: string; now: Date; cards: ReadonlyMap<string, UserCard> },
): PartnershipResponse {
  const status = statusSeenBy(row, viewerId, now);
  const partner = cards.get(partnerOf(row, viewerId) ?? '');
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    status,
    check_in_frequency: row.checkInFrequency,
    user1_id: row.user1Id,
    user2_id: row.user2Id,
    partner: partner ? userCardView(partner) : null,
    invited_by_email: row.inviteByEmail,
    invite_expires_at: status === 'pending_invite' ? row.inviteExpiresAt.toISOString() : null,
    created_at: row.createdAt.toISOString(),
    activated_at: row.activatedAt?.toISOString() ?? null,
    paused_at: isCurrent(row) ? (row.pausedAt?.toISOString() ?? null) : null,
    dissolved_at: row.dissolvedAt?.toISOString() ?? null,
  };
}
