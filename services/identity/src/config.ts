import { eventsConfig } from '@tribe/events';
import { address, baseConfig, linkConfig } from '@tribe/service-kit';
import { z } from 'zod';

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);

/** The first choice of OWASP's Password Storage Cheat Sheet for argon2id with one pass and one lane. */
const owaspHashKib = 46 * 1024;

export const identityConfig = baseConfig
  .extend(eventsConfig.shape)
  .extend(linkConfig.shape)
  .extend({
    /** A JSON Web Key Set with private ES256 keys: the first signs, all are published. */
    JWT_KEYS_FILE: z.string().min(1),
    ACCESS_TOKEN_EXPIRE_MINUTES: z.coerce.number().int().min(1).max(1440).default(60),
    /** Days from login until the person has to log in again, however often the session is refreshed. */
    REFRESH_TOKEN_EXPIRE_DAYS: z.coerce.number().int().min(1).max(365).default(30),
    /** Encrypts the secrets of authenticator apps and recovery codes at rest. Changing it makes all of them useless. */
    SECOND_FACTOR_SECRET: z.string().min(32, 'must be at least 32 characters'),
    /** Makes the hashes of phone numbers. Changing it makes everybody's number unknown. */
    PHONE_HASH_SECRET: z.string().min(32, 'must be at least 32 characters'),
    /** The first admins, separated by commas: whoever has verified one of these addresses. */
    ADMIN_EMAILS: z.string().toLowerCase().pipe(list).prefault(''),
    /** Days the log of an account is kept. */
    ACTIVITY_RETENTION_DAYS: z.coerce.number().int().min(1).max(3_650).default(180),
    /** The domain passkeys belong to; those of another do not work, so it never changes. */
    PASSKEY_RP_ID: z.string().min(1).default('tribe.app'),
    /** Origins that may use them, separated by commas: of browsers, and `android:apk-key-hash:…` of the Android app. */
    PASSKEY_ORIGINS: list.prefault('https://tribe.app'),
    /** Client ids of our apps at Google and Apple, separated by commas; without one, logging in there is not offered. */
    GOOGLE_CLIENT_IDS: list.prefault(''),
    GOOGLE_ISSUERS: list.prefault('https://accounts.google.com,accounts.google.com'),
    GOOGLE_JWKS_URL: address('http', 'https').default('https://www.googleapis.com/oauth2/v3/certs'),
    APPLE_CLIENT_IDS: list.prefault(''),
    APPLE_ISSUERS: list.prefault('https://appleid.apple.com'),
    APPLE_JWKS_URL: address('http', 'https').default('https://appleid.apple.com/auth/keys'),
    /** A MaxMind database of cities (.mmdb): shows people where their sessions were used. Without one nobody is told. */
    GEOIP_DATABASE_FILE: z.string().min(1).optional(),
    /** Our project at Firebase, whose apps show what phone number somebody has; without one, that is not offered. */
    FIREBASE_PROJECT_ID: z.string().trim().default(''),
    FIREBASE_JWKS_URL: address('http', 'https').default(
      'https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com',
    ),
    /** Passwords hashed at the same time: one costs 46 MiB and about 30 ms of a core. */
    PASSWORD_HASH_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(2),
    /** KiB of memory one hash takes. Tests that are not about passwords take little; production takes no less than this. */
    PASSWORD_HASH_KIB: z.coerce.number().int().min(64).default(owaspHashKib),
    /** Passwords that may wait for their turn; beyond that the answer is 503. */
    PASSWORD_HASH_QUEUE: z.coerce.number().int().min(0).max(1000).default(32),
  })
  .refine(
    ({ NODE_ENV, PASSWORD_HASH_KIB }) =>
      NODE_ENV !== 'production' || PASSWORD_HASH_KIB >= owaspHashKib,
    {
      path: ['PASSWORD_HASH_KIB'],
      message: `must be at least ${owaspHashKib} in production`,
    },
  );

export type IdentityConfig = z.infer<typeof identityConfig>;
