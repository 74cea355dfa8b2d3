import { pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { id } from '../people/person.dto';
import { userCardResponse } from '../people/user-card.dto';
import { tribeKinds, tribeRoles } from './tribe-roles.rules';
import { privacyLevels, type TribePrivacy } from './tribe.rules';

const imageUrl = z.url({ protocol: /^https?$/ }).max(2048);

/** Other names of two levels, which some clients send. */
const privacyAliases = { everyone: 'public', friends: 'friends_only' } as const;
const privacyLevel = z
  .enum([...privacyLevels, 'everyone', 'friends'])
  .transform((name): TribePrivacy =>
    name === 'everyone' || name === 'friends' ? privacyAliases[name] : name,
  );

const fields = {
  name: z.string().trim().min(1).max(255),
  description: z.string().trim().max(5000).nullish(),
  image_url: imageUrl.nullish(),
  /** Another name of image_url. */
  group_image_url: imageUrl.nullish(),
  cover_image_url: imageUrl.nullish(),
  privacy_level: privacyLevel.optional(),
  /** Instead of privacy_level: true is private, false is public. */
  is_private: z.boolean().optional(),
  require_approval: z.boolean().optional(),
  max_members: z.int().min(2).max(1_000).optional(),
};
const hasOnePrivacy = (body: { privacy_level?: unknown; is_private?: unknown }) =>
  body.privacy_level === undefined || body.is_private === undefined;
const onePrivacyMessage = 'give either privacy_level or is_private';

export const createTribeBody = z.strictObject(fields).refine(hasOnePrivacy, onePrivacyMessage);
export type CreateTribeBody = z.infer<typeof createTribeBody>;

/** A merge-patch: fields left out stay as they are, null clears. */
export const updateTribeBody = z
  .strictObject({ ...fields, name: fields.name.optional() })
  .refine(hasOnePrivacy, onePrivacyMessage);
export type UpdateTribeBody = z.infer<typeof updateTribeBody>;

export const personBody = z.strictObject({ user_id: id });
export type PersonBody = z.infer<typeof personBody>;

export const roleBody = z.strictObject({ role: z.string().toLowerCase().pipe(z.enum(tribeRoles)) });
export type RoleBody = z.infer<typeof roleBody>;

export const tribeParams = z.object({ tribeId: id });
export type TribeParams = z.infer<typeof tribeParams>;
export const memberParams = tribeParams.extend({ userId: id });
export type MemberParams = z.infer<typeof memberParams>;
export const joinRequestParams = tribeParams.extend({ requestId: id });
export type JoinRequestParams = z.infer<typeof joinRequestParams>;
export const sentInviteParams = tribeParams.extend({ inviteId: id });
export type SentInviteParams = z.infer<typeof sentInviteParams>;
export const inviteParams = z.object({ inviteId: id });
export type InviteParams = z.infer<typeof inviteParams>;

export const listTribesQuery = pageQuery;
export type ListTribesQuery = z.infer<typeof listTribesQuery>;

export const tribeResponse = z.object({
  id: z.uuid(),
  kind: z.enum(tribeKinds),
  name: z.string(),
  description: z.string().nullable(),
  image_url: z.string().nullable(),
  group_image_url: z.string().nullable().describe('Another name of image_url'),
  cover_image_url: z.string().nullable(),
  privacy_level: z
    .enum(privacyLevels)
    .describe('`friends_only`: only friends of the owner can see it'),
  is_private: z.boolean(),
  require_approval: z.boolean(),
  max_members: z.int(),
  member_count: z.int(),
  created_by: z.uuid(),
  owner_id: z.uuid(),
  my_role: z.enum(tribeRoles).nullable().describe('null when you are not a member'),
  is_active: z.boolean(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type TribeResponse = z.infer<typeof tribeResponse>;
export const tribeListResponse = z.object({
  items: z.array(tribeResponse),
  pagination: paginationResponse,
});
export type TribeListResponse = z.infer<typeof tribeListResponse>;

export const tribeMemberResponse = userCardResponse.extend({
  role: z.enum(tribeRoles),
  is_owner: z.boolean(),
  joined_at: z.iso.datetime(),
});
export type TribeMemberResponse = z.infer<typeof tribeMemberResponse>;
export const tribeMemberListResponse = z.object({
  members: z.array(tribeMemberResponse),
  pagination: paginationResponse,
});
export type TribeMemberListResponse = z.infer<typeof tribeMemberListResponse>;

export const joinResponse = z.object({ status: z.enum(['member', 'requested']) });
export type JoinResponse = z.infer<typeof joinResponse>;

export const tribeInviteResponse = z.object({
  id: z.uuid(),
  tribe_id: z.uuid(),
  inviter_id: z.uuid(),
  invitee_id: z.uuid(),
  status: z.literal('pending'),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
});
export type TribeInviteResponse = z.infer<typeof tribeInviteResponse>;

export const receivedInviteResponse = tribeInviteResponse.extend({
  tribe: tribeResponse,
  inviter: userCardResponse.nullable(),
});
export type ReceivedInviteResponse = z.infer<typeof receivedInviteResponse>;
export const tribeInviteListResponse = z.object({
  invites: z.array(receivedInviteResponse),
  pagination: paginationResponse,
});
export type TribeInviteListResponse = z.infer<typeof tribeInviteListResponse>;

export const sentInviteResponse = tribeInviteResponse.extend({ invitee: userCardResponse });
export type SentInviteResponse = z.infer<typeof sentInviteResponse>;
export const sentInviteListResponse = z.object({
  invites: z.array(sentInviteResponse),
  pagination: paginationResponse,
});
export type SentInviteListResponse = z.infer<typeof sentInviteListResponse>;

export const joinRequestResponse = z.object({
  id: z.uuid(),
  user: userCardResponse,
  created_at: z.iso.datetime(),
});
export type JoinRequestResponse = z.infer<typeof joinRequestResponse>;
export const joinRequestListResponse = z.object({
  requests: z.array(joinRequestResponse),
  pagination: paginationResponse,
});
export type JoinRequestListResponse = z.infer<typeof joinRequestListResponse>;
