import { allow, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Prisma, User } from '../generated/prisma/client';

/** The pictures of a user, named as the purposes of media. */
export const pictures = ['profile', 'cover'] as const;
export type Picture = (typeof pictures)[number];

/** A picture as media has processed it. */
export interface PictureMedia {
  readonly id: string;
  readonly url: string;
}

type PictureColumns = Pick<
  User,
  'profileMediaId' | 'coverMediaId' | 'profileImageUrl' | 'coverImageUrl'
>;

export function mediaIdOf(user: PictureColumns, picture: Picture): string | null {
  return picture === 'profile' ? user.profileMediaId : user.coverMediaId;
}

export function urlOf(user: PictureColumns, picture: Picture): string | null {
  return picture === 'profile' ? user.profileImageUrl : user.coverImageUrl;
}

/** The columns that show a picture, or none. */
export function pictureColumns(
  picture: Picture,
  media: PictureMedia | null,
): Prisma.UserUpdateManyMutationInput {
  const [mediaId, url] = [media?.id ?? null, media?.url ?? null];
  return picture === 'profile'
    ? { profileMediaId: mediaId, profileImageUrl: url }
    : { coverMediaId: mediaId, coverImageUrl: url };
}

/** @param state the state of the media; undefined when the user has no such media */
export function decidePicture(state: string | undefined): Permission {
  if (state === undefined) return refuse(errors.MEDIA_NOT_FOUND);
  return state === 'ready' ? allow : refuse(errors.MEDIA_NOT_READY);
}
