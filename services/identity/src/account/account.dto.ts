import { z } from 'zod';
import type { User } from '../generated/prisma/client';
import type { ProfileRow } from '../profile/profile.queries';
import { isPlainText, isUsername, isVisible } from '../user/user.rules';
import { isReservedUsername } from '../user/username.rules';

export const emailField = z.string().trim().toLowerCase().max(255).pipe(z.email());

export const usernameField = z
  .string()
  .min(3)
  .max(50)
  .refine(isUsername, 'may have letters, digits, underscores, and single dots between them');

/** A name somebody takes. */
export const newUsernameField = usernameField.refine(
  (username) => !isReservedUsername(username),
  'is a name nobody can have',
);

export const usernameQuery = z.object({ username: usernameField });
export type UsernameQuery = z.infer<typeof usernameQuery>;

export const usernameResponse = z.object({
  username: z.string(),
  available: z.boolean(),
  reason: z.enum(['taken', 'reserved']).nullable(),
  suggestions: z.array(z.string()),
});

export const fullNameField = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine(isPlainText, 'may not have control characters')
  .refine(isVisible, 'must have something to see');

/** Ids are compared as text, so there is one spelling only. */
const idField = z.uuid().toLowerCase();

export const userParams = z.object({ id: idField });
export type UserParams = z.infer<typeof userParams>;

export const userStatsParams = z.object({ userId: idField });
export type UserStatsParams = z.infer<typeof userStatsParams>;

/** What anybody who is signed in may see. */
export const userCardResponse = z.object({
  id: z.uuid(),
  username: z.string(),
  full_name: z.string(),
  profile_image_url: z.string().nullable(),
});
export type UserCardResponse = z.infer<typeof userCardResponse>;

/** The card, and the rest for those who may see it. */
export const profileResponse = userCardResponse.extend({
  bio: z.string().nullable().optional(),
  cover_image_url: z.string().nullable().optional(),
  goals_achieved: z.number().int().optional(),
  photos_shared: z.number().int().optional(),
  is_verified: z.boolean().optional(),
  created_at: z.iso.datetime().optional(),
});
export type ProfileResponse = z.infer<typeof profileResponse>;

export const statsResponse = z.object({
  user_id: z.uuid(),
  goals_achieved: z.number().int(),
  photos_shared: z.number().int(),
});

/** What only the owner of the account sees. */
export const newAccountResponse = userCardResponse.extend({
  email: z.string(),
  email_verified: z.boolean(),
  created_at: z.iso.datetime(),
});
export type NewAccountResponse = z.infer<typeof newAccountResponse>;

export const accountResponse = newAccountResponse.extend({
  bio: z.string().nullable(),
  cover_image_url: z.string().nullable(),
  goals_achieved: z.number().int(),
  photos_shared: z.number().int(),
  is_verified: z.boolean().describe('Whether an admin has found them to be who they say they are'),
});
export type AccountResponse = z.infer<typeof accountResponse>;

type CardFields = Pick<User, 'id' | 'username' | 'fullName' | 'profileImageUrl'>;
type NewAccountFields = CardFields &
  Pick<User, 'email' | 'emailVerified' | 'pendingEmail' | 'createdAt'>;
/** What an account looks like to its owner. */
export type AccountFields = NewAccountFields &
  Pick<User, 'bio' | 'coverImageUrl' | 'goalsAchieved' | 'photosShared' | 'isVerified'>;

export function toUserCardResponse(user: CardFields): UserCardResponse {
  return {
    id: user.id,
    username: user.username,
    full_name: user.fullName,
    profile_image_url: user.profileImageUrl,
  };
}

export function toProfileResponse(person: ProfileRow, sight: 'profile' | 'card'): ProfileResponse {
  const card = toUserCardResponse(person);
  if (sight === 'card') return card;
  return {
    ...card,
    bio: person.bio,
    cover_image_url: person.coverImageUrl,
    goals_achieved: person.goalsAchieved,
    photos_shared: person.photosShared,
    is_verified: person.isVerified,
    created_at: person.createdAt.toISOString(),
  };
}

export function toStatsResponse(person: Pick<ProfileRow, 'id' | 'goalsAchieved' | 'photosShared'>) {
  return {
    user_id: person.id,
    goals_achieved: person.goalsAchieved,
    photos_shared: person.photosShared,
  };
}

export function toNewAccountResponse(user: NewAccountFields): NewAccountResponse {
  return {
    ...toUserCardResponse(user),
    // Who changes their address sees the new one, which nobody has verified yet.
    email: user.pendingEmail ?? user.email,
    email_verified: user.emailVerified && user.pendingEmail === null,
    created_at: user.createdAt.toISOString(),
  };
}

export function toAccountResponse(user: AccountFields): AccountResponse {
  return {
    ...toNewAccountResponse(user),
    bio: user.bio,
    cover_image_url: user.coverImageUrl,
    goals_achieved: user.goalsAchieved,
    photos_shared: user.photosShared,
    is_verified: user.isVerified,
  };
}
