import { z } from 'zod';
import { contentTypes, maxFileBytes } from '../media/media-kind.rules';
import { mediaFields, mediaPurpose } from '../media/media.dto';

export const createUploadBody = z
  .strictObject({
    purpose: mediaPurpose,
    content_type: z
      .enum(contentTypes)
      .meta({ id: 'MediaContentType', example: 'image/jpeg' })
      .describe('The type of the bytes; a file of another type is rejected'),
    size: z.int().min(1).max(maxFileBytes).meta({ example: 48213 }).describe('In bytes'),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .meta({ example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' })
      .describe('The SHA-256 of the bytes, in hex'),
  })
  .meta({ id: 'CreateMediaUploadRequest' });
export type CreateUploadBody = z.infer<typeof createUploadBody>;

const requestResponse = z
  .object({
    method: z.literal('PUT'),
    url: z.url(),
    headers: z
      .record(z.string(), z.string())
      .describe('Send these headers with these values; they are part of the signature'),
    expires_at: z.iso.datetime().describe('A new URL is in the next response of this resource'),
  })
  .meta({ id: 'MediaUploadTarget' });

export const uploadResponse = z
  .object({
    ...mediaFields,
    upload: requestResponse
      .nullable()
      .describe('Where to send the bytes; null when they are complete already'),
    expires_at: z.iso
      .datetime()
      .nullable()
      .describe('An upload that is not complete then is deleted'),
  })
  .meta({ id: 'MediaUpload' });
