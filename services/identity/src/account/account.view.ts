import type { User } from '../generated/prisma/client';
import type { AccountResponse, NewAccountResponse, UserCardResponse } from './account.dto';

type CardFields = Pick<User, 'id' | 'username' | 'fullName' | 'profileImageUrl'>;

type NewAccountFields = CardFields &
  Pick<User, 'email' | 'emailVerified' | 'pendingEmail' | 'createdAt'>;

/** The account as its owner sees it. */
export type AccountFields = NewAccountFields &
  Pick<User, 'bio' | 'coverImageUrl' | 'goalsAchieved' | 'photosShared' | 'isVerified'>;

export function userCardView(user: CardFields): UserCardResponse {
  return {
    id: user.id,
    username: user.username,
    full_name: user.fullName,
    profile_image_url: user.profileImageUrl,
  };
}

export function newAccountView(user: NewAccountFields): NewAccountResponse {
  return {
    ...userCardView(user),
    // While an address change is pending, its owner sees the new address, which is not verified yet.
    email: user.pendingEmail ?? user.email,
    email_verified: user.emailVerified && user.pendingEmail === null,
    created_at: user.createdAt.toISOString(),
  };
}

export function accountView(user: AccountFields): AccountResponse {
  return {
    ...newAccountView(user),
    bio: user.bio,
    cover_image_url: user.coverImageUrl,
    goals_achieved: user.goalsAchieved,
    photos_shared: user.photosShared,
    is_verified: user.isVerified,
  };
}
