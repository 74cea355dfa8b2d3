import { id } from '@tribe/service-kit';
import { z } from 'zod';

export const setPictureBody = z
  .strictObject({
    media_id: id.describe('A media that you uploaded for this purpose, and that is ready'),
  })
  .meta({ id: 'SetPictureRequest' });
export type SetPictureBody = z.infer<typeof setPictureBody>;

const updatedAt = z.iso.datetime();

export const profileImageResponse = z
  .object({
    profile_image_url: z
      .string()
      .nullable()
      .meta({ example: 'https://cdn.tribe.app/users/1/profile/2/medium.jpg' }),
    updated_at: updatedAt,
  })
  .meta({ id: 'ProfileImage' });

export const coverImageResponse = z
  .object({
    cover_image_url: z
      .string()
      .nullable()
      .meta({ example: 'https://cdn.tribe.app/users/1/cover/2/large.jpg' }),
    updated_at: updatedAt,
  })
  .meta({ id: 'CoverImage' });
