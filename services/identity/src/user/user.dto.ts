import { z } from 'zod';
import type { User } from '../generated/prisma/client';
import { isPlainText, isUsername } from './user.rules';

export const emailField = z.string().trim().toLowerCase().max(255).pipe(z.email());

export const usernameField = z
  .string()
  .min(3)
  .max(50)
  .refine(isUsername, 'may have letters, digits, underscores, and single dots between them');

export const fullNameField = z.string().trim().min(1).max(100).refine(isPlainText, 'may not have control characters');

export const userParams = z.object({ id: z.uuid() });
export type UserParams = z.infer<typeof userParams>;

/** What anybody who is signed in may see. */
export const userCardResponse = z.object({
  id: z.uuid(),
  username: z.string(),
  full_name: z.string(),
  profile_image_url: z.string().nullable(),
});
export type UserCardResponse = z.infer<typeof userCardResponse>;

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
});
export type AccountResponse = z.infer<typeof accountResponse>;

type CardFields = Pick<User, 'id' | 'username' | 'fullName' | 'profileImageUrl'>;
type NewAccountFields = CardFields & Pick<User, 'email' | 'emailVerified' | 'createdAt'>;
/** What an account looks like to its owner. */
export type AccountFields = NewAccountFields & Pick<User, 'bio' | 'coverImageUrl' | 'goalsAchieved' | 'photosShared'>;

export function toUserCardResponse(user: CardFields): UserCardResponse {
  return {
    id: user.id,
    username: user.username,
    full_name: user.fullName,
    profile_image_url: user.profileImageUrl,
  };
}

export function toNewAccountResponse(user: NewAccountFields): NewAccountResponse {
  return {
    ...toUserCardResponse(user),
    email: user.email,
    email_verified: user.emailVerified,
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
  };
}
