import type { User } from '../generated/prisma/client';

export function profileImageView({
  profileImageUrl,
  updatedAt,
}: Pick<User, 'profileImageUrl' | 'updatedAt'>) {
  return { profile_image_url: profileImageUrl, updated_at: updatedAt.toISOString() };
}

export function coverImageView({
  coverImageUrl,
  updatedAt,
}: Pick<User, 'coverImageUrl' | 'updatedAt'>) {
  return { cover_image_url: coverImageUrl, updated_at: updatedAt.toISOString() };
}
