import { id } from '@tribe/service-kit';
import { z } from 'zod';
import { MediaPurpose, MediaState } from '../generated/prisma/enums';

export const mediaPurpose = z.enum(MediaPurpose).meta({ id: 'MediaPurpose', example: 'profile' });
export const mediaState = z.enum(MediaState).meta({ id: 'MediaState', example: 'ready' });

export const mediaParams = z.object({ mediaId: id });
export type MediaParams = z.infer<typeof mediaParams>;

export const pictureParams = z.object({
  userId: id,
  purpose: z.enum(['profile', 'cover']).meta({ id: 'PicturePurpose', example: 'profile' }),
  mediaId: id,
  file: z
    .enum(['large.jpg', 'large.webp', 'medium.jpg', 'medium.webp', 'thumb.jpg', 'thumb.webp'])
    .meta({ id: 'PictureFile', example: 'medium.jpg' }),
});
export type PictureParams = z.infer<typeof pictureParams>;

const variantResponse = z
  .object({
    name: z.string().meta({ example: 'large' }),
    width: z.int().meta({ example: 800 }),
    height: z.int().meta({ example: 800 }),
    url: z.url().describe('A JPEG'),
    webp_url: z.url().describe('The same picture as WebP, which is smaller'),
  })
  .meta({ id: 'MediaVariant' });

export const mediaFields = {
  id,
  purpose: mediaPurpose,
  state: mediaState,
  content_type: z.string().meta({ example: 'image/jpeg' }),
  size: z.int().meta({ example: 48213 }),
  rejection: z
    .string()
    .nullable()
    .meta({ example: 'too_many_pixels' })
    .describe('Why the media was rejected'),
  width: z.int().nullable().meta({ example: 3024 }),
  height: z.int().nullable().meta({ example: 4032 }),
  blurhash: z.string().nullable().meta({ example: 'LEHV6nWB2yk8pyo0adR*.7kCMdnj' }),
  color: z.string().nullable().meta({ example: '#8a6f4d' }),
  variants: z.array(variantResponse).describe('The sizes of a ready picture, largest first'),
  url: z.url().nullable().describe('The URL of a ready file'),
  created_at: z.iso.datetime(),
};

export const mediaResponse = z.object(mediaFields).meta({ id: 'Media' });
