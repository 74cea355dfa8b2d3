import { pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { userCardResponse } from '../friend/user-card.dto';
import { tribeKinds, type TribeRole, tribeRoles } from './tribe-roles.rules';
import type { ListedTribe, Tribe } from './tribe.queries';
import { memberOf, privacyLevels, type TribePrivacy } from './tribe.rules';

const id = z.uuid().toLowerCase();
const imageUrl = z.url({ protocol: /^https?$/ }).max(2048);

/** Other clients' words for the same three levels. */
const privacyWords = { everyone: 'public', friends: 'friends_only' } as const;
const privacyLevel = z
  .enum([...privacyLevels, 'everyone', 'friends'])
  .transform((word): TribePrivacy =>
    word === 'everyone' || word === 'friends' ? privacyWords[word] : word,
  );

const fields = {
  name: z.string().trim().min(1).max(255),
  description: z.string().trim().max(5000).nullish(),
  image_url: imageUrl.nullish(),
  /** Another word for image_url. */
  group_image_url: imageUrl.nullish(),
  cover_image_url: imageUrl.nullish(),
  privacy_level: privacyLevel.optional(),
  /** Instead of privacy_level: true is private, false is public. */
  is_private: z.boolean().optional(),
  require_approval: z.boolean().optional(),
  max_members: z.int().min(2).max(1_000).optional(),
};
const onePrivacy = ({
  privacy_level,
  is_private,
}: {
  privacy_level?: unknown;
  is_private?: unknown;
}) => privacy_level === undefined || is_private === undefined;
const onePrivacyMessage = 'give either privacy_level or is_private';

export const createTribeBody = z.strictObject(fields).refine(onePrivacy, onePrivacyMessage);
export type CreateTribeBody = z.infer<typeof createTribeBody>;

/** What is left out stays, null clears. */
export const updateTribeBody = z
  .strictObject({ ...fields, name: fields.name.optional() })
  .refine(onePrivacy, onePrivacyMessage);
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
  group_image_url: z.string().nullable().describe('Another word for image_url'),
  cover_image_url: z.string().nullable(),
  privacy_level: z.enum(privacyLevels).describe('friends_only: friends of its owner see it'),
  is_private: z.boolean(),
  require_approval: z.boolean(),
  max_members: z.int(),
  member_count: z.int(),
  created_by: z.uuid(),
  owner_id: z.uuid(),
  my_role: z.enum(tribeRoles).nullable().describe('null for who is no member'),
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
export const tribeInviteListResponse = z.object({
  invites: z.array(
    tribeInviteResponse.extend({ tribe: tribeResponse, inviter: userCardResponse.nullable() }),
  ),
  pagination: paginationResponse,
});
export type TribeInviteListResponse = z.infer<typeof tribeInviteListResponse>;

/** To who may invite, an invitation that was declined is one that waits. */
export const sentInviteListResponse = z.object({
  invites: z.array(tribeInviteResponse.extend({ invitee: userCardResponse })),
  pagination: paginationResponse,
});
export type SentInviteListResponse = z.infer<typeof sentInviteListResponse>;

export const joinRequestListResponse = z.object({
  requests: z.array(
    z.object({ id: z.uuid(), user: userCardResponse, created_at: z.iso.datetime() }),
  ),
  pagination: paginationResponse,
});
export type JoinRequestListResponse = z.infer<typeof joinRequestListResponse>;

export function listedTribeView(tribe: ListedTribe): TribeResponse {
  return {
    id: tribe.id,
    kind: tribe.kind,
    name: tribe.name,
    description: tribe.description,
    image_url: tribe.imageUrl,
    group_image_url: tribe.imageUrl,
    cover_image_url: tribe.coverImageUrl,
    privacy_level: tribe.privacy,
    is_private: tribe.privacy === 'private',
    require_approval: tribe.requireApproval,
    max_members: tribe.maxMembers,
    member_count: tribe.memberCount,
    created_by: tribe.createdBy,
    owner_id: tribe.ownerId,
    my_role: tribe.myRole,
    is_active: tribe.archivedAt === null,
    created_at: tribe.createdAt.toISOString(),
    updated_at: tribe.updatedAt.toISOString(),
  };
}

export function tribeView(tribe: Tribe, viewerId: string): TribeResponse {
  const myRole: TribeRole | null = memberOf(tribe, viewerId)?.role ?? null;
  return listedTribeView({ ...tribe, myRole });
}
