import { eventsConfig } from '@tribe/events';
import { baseConfig } from '@tribe/service-kit';
import { z } from 'zod';

const megabyte = 1_048_576;

export const mediaConfig = baseConfig.extend(eventsConfig.shape).extend({
  S3_ENDPOINT: z.url().describe('URL of the S3 server, as clients reach it'),
  S3_REGION: z.string().min(1).default('us-east-1').describe('Region of the bucket'),
  S3_BUCKET: z.string().min(3).max(63).describe('The bucket, which must be private'),
  S3_ACCESS_KEY: z
    .string()
    .min(1)
    .meta({ secret: true })
    .describe('Access key of an account that may read, write and delete objects of the bucket'),
  S3_SECRET_KEY: z.string().min(1).meta({ secret: true }).describe('Secret key of the account'),
  S3_ENCRYPTION: z
    .enum(['AES256', 'aws:kms'])
    .optional()
    .describe(
      'Encryption at rest that the server must apply to every object. Default: that of the bucket',
    ),
  S3_KMS_KEY_ID: z
    .string()
    .min(1)
    .optional()
    .describe('Key of `S3_ENCRYPTION=aws:kms`. Default: the key of the account'),
  MEDIA_PUBLIC_URL: z
    .url()
    .optional()
    .describe(
      'URL of a CDN in front of the bucket, which serves profile and cover pictures without a signature. Default: their URLs lead to signed ones',
    ),
  APP_URL: z
    .url()
    .default('https://tribe.app')
    .describe('Base URL of the API, for the URLs of profile and cover pictures without a CDN'),
  MEDIA_UPLOAD_URL_SECONDS: z.coerce
    .number()
    .int()
    .min(60)
    .max(3_600)
    .default(900)
    .describe('How long a URL for an upload is valid, in seconds'),
  MEDIA_URL_SECONDS: z.coerce
    .number()
    .int()
    .min(60)
    .max(86_400)
    .default(900)
    .describe('How long a signed URL of a private media is valid at least, in seconds'),
  MEDIA_UPLOADS_PER_HOUR: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(10)
    .describe(
      'Maximum number of posts, stories, profile and cover pictures that a user uploads per hour',
    ),
  MEDIA_QUOTA_BYTES: z.coerce
    .number()
    .int()
    .min(megabyte)
    .default(5_120 * megabyte)
    .describe(
      'Maximum size of all media of a user, besides posts, stories, profile and cover pictures, in bytes',
    ),
  MEDIA_MAX_PIXELS: z.coerce
    .number()
    .int()
    .min(1_000_000)
    .max(268_000_000)
    .default(50_000_000)
    .describe(
      'Maximum number of pixels of a picture; a larger one is rejected before it is decoded',
    ),
});

export type MediaConfig = z.infer<typeof mediaConfig>;
