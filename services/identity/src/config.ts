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
    /** Days from a login until the user must log in again, however often the session is refreshed. */
    REFRESH_TOKEN_EXPIRE_DAYS: z.coerce.number().int().min(1).max(365).default(30),
    /** Encrypts the secrets of authenticator apps and hashes recovery codes. After a change, none of them works any more. */
    SECOND_FACTOR_SECRET: z.string().min(32, 'must be at least 32 characters'),
    /** The key of the hashes of phone numbers. After a change, every number is unknown. */
    PHONE_HASH_SECRET: z.string().min(32, 'must be at least 32 characters'),
    /** E-mail addresses of the first admins, separated by commas. Each counts once it is verified. */
    ADMIN_EMAILS: z.string().toLowerCase().pipe(list).prefault(''),
    /** Days for which the activities of an account are kept. */
    ACTIVITY_RETENTION_DAYS: z.coerce.number().int().min(1).max(3_650).default(180),
    /** The domain that passkeys belong to. Passkeys of another domain do not work, so it must never change. */
    PASSKEY_RP_ID: z.string().min(1).default('tribe.app'),
    /** Origins that may use passkeys, separated by commas: of browsers, and `android:apk-key-hash:…` of the Android app. */
    PASSKEY_ORIGINS: list.prefault('https://tribe.app'),
    /** Client ids of our apps at Google and Apple, separated by commas. A provider without client ids is not supported. */
    GOOGLE_CLIENT_IDS: list.prefault(''),
    GOOGLE_ISSUERS: list.prefault('https://accounts.google.com,accounts.google.com'),
    GOOGLE_JWKS_URL: address('http', 'https').default('https://www.googleapis.com/oauth2/v3/certs'),
    APPLE_CLIENT_IDS: list.prefault(''),
    APPLE_ISSUERS: list.prefault('https://appleid.apple.com'),
    APPLE_JWKS_URL: address('http', 'https').default('https://appleid.apple.com/auth/keys'),
    /** A MaxMind database of cities (.mmdb), which tells where a session was used. Without it, sessions have no place. */
    GEOIP_DATABASE_FILE: z.string().min(1).optional(),
    /** Our project at Firebase, whose ID tokens prove phone numbers. Without it, phone numbers cannot be verified. */
    FIREBASE_PROJECT_ID: z.string().trim().default(''),
    FIREBASE_JWKS_URL: address('http', 'https').default(
      'https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com',
    ),
    /** Passwords hashed at the same time: each takes 46 MiB and about 30 ms of a core. */
    PASSWORD_HASH_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(2),
    /** KiB of memory for one hash. Tests that are not about passwords set it low; production may not go below the default. */
    PASSWORD_HASH_KIB: z.coerce.number().int().min(64).default(owaspHashKib),
    /** Passwords that may wait for their turn; beyond that, requests are answered with 503. */
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
