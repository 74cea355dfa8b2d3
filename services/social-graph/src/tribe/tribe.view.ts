import type { UserCard } from '@tribe/projections';
import { versioned } from '@tribe/service-kit';
import { userCardView } from '../people/user-card.view';
import { seenVersion } from '../seen-version.rules';
import type { TribeMemberResponse } from './tribe-member.dto';
import type { TribeResponse } from './tribe.dto';
import type { ListedTribe, Tribe } from './tribe.queries';
import type { Membership } from './tribe.rules';

export function tribeView(tribe: ListedTribe, memberCount: number): TribeResponse {
  const view = listedTribeView(tribe, memberCount);
  return versioned(view, seenVersion(view));
}

/** @param memberCount how many members the viewer can see */
export function listedTribeView(tribe: ListedTribe, memberCount: number): TribeResponse {
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
    member_count: memberCount,
    created_by: tribe.createdBy,
    owner_id: tribe.ownerId,
    my_role: tribe.myRole,
    is_active: tribe.archivedAt === null,
    created_at: tribe.createdAt.toISOString(),
    updated_at: tribe.updatedAt.toISOString(),
  };
}

export function tribeMemberView(
  { ownerId }: Tribe,
  { userId, role, joinedAt }: Membership,
  card: UserCard,
): TribeMemberResponse {
  return {
    ...userCardView(card),
    role,
    is_owner: userId === ownerId,
    joined_at: joinedAt.toISOString(),
  };
}
