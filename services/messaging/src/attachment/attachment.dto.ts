import { id, lineField } from '@tribe/service-kit';
import { z } from 'zod';
import { AttachmentKind } from '../generated/prisma/enums';

const maxAttachments = 10;
const maxName = 255;

export const attachmentKind = z
  .enum(AttachmentKind)
  .meta({ id: 'AttachmentKind', example: 'image' });

export const attachmentsField = z
  .array(
    z
      .strictObject({
        media_id: id.describe('A media that you uploaded for a message, and that is ready'),
        name: lineField(maxName)
          .min(1)
          .optional()
          .describe('The name of a file, for the participants')
          .meta({ example: 'Training plan.pdf' }),
      })
      .meta({ id: 'MessageAttachmentRequest' }),
  )
  .min(1)
  .max(maxAttachments);
export type AskedAttachment = z.infer<typeof attachmentsField>[number];

const variantResponse = z
  .object({
    name: z.string().meta({ example: 'large' }),
    width: z.int().meta({ example: 1080 }),
    height: z.int().meta({ example: 810 }),
    url: z.url().describe('A JPEG'),
    webp_url: z.url().describe('The same picture as WebP, which is smaller'),
  })
  .meta({ id: 'MessageAttachmentVariant' });

export const attachmentResponse = z
  .object({
    media_id: id,
    kind: attachmentKind,
    content_type: z.string().meta({ example: 'image/jpeg' }),
    name: z.string().nullable().meta({ example: null }),
    size: z.int().describe('Of the uploaded bytes').meta({ example: 48213 }),
    width: z.int().nullable().meta({ example: 4032 }),
    height: z.int().nullable().meta({ example: 3024 }),
    blurhash: z.string().nullable().meta({ example: 'LEHV6nWB2yk8pyo0adR*.7kCMdnj' }),
    color: z.string().nullable().meta({ example: '#8a6f4d' }),
    is_removed: z.boolean().describe('Whether the sender has deleted the picture or the file'),
    url: z
      .string()
      .nullable()
      .describe(
        'Of the file, or of the largest size of the picture; valid for minutes. null when it was removed, and while media does not answer',
      )
      .meta({ example: 'https://media.tribe.app/messages/1/large.jpg?X-Amz-Signature=…' }),
    thumbnail_url: z
      .string()
      .nullable()
      .describe('Of the smallest size of the picture')
      .meta({ example: 'https://media.tribe.app/messages/1/thumb.jpg?X-Amz-Signature=…' }),
    variants: z.array(variantResponse).describe('The sizes of a picture, largest first'),
  })
  .meta({ id: 'MessageAttachment' });
