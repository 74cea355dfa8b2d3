import { eventsConfig } from '@tribe/events';
import {
  address,
  baseConfig,
  commaSeparated,
  emailField,
  linkConfig,
  secretText,
} from '@tribe/service-kit';
import { z } from 'zod';

/** The first choice of OWASP's Password Storage Cheat Sheet for argon2id with one pass and one lane. */
const owaspHashKib = 46 * 1024;

export const identityConfig = baseConfig
  .extend(eventsConfig.shape)
  .extend(linkConfig.shape)
  .extend({
    JWT_KEYS_FILE: z
      .string()
      .min(1)
      .meta({ format: 'path' })
      .describe(
        'JSON Web Key Set with private ES256 keys: the first key signs access tokens, all are published',
      ),
    ACCESS_TOKEN_EXPIRE_MINUTES: z.coerce
      .number()
      .int()
      .min(1)
      .max(1_440)
      .default(60)
      .describe('Lifetime of an access token, in minutes'),
    REFRESH_TOKEN_EXPIRE_DAYS: z.coerce
      .number()
      .int()
      .min(1)
      .max(365)
      .default(30)
      .describe(
        'Days from a login until the user must log in again, however often the session is refreshed',
      ),
    SECOND_FACTOR_SECRET: secretText.describe(
      'Encrypts the secrets of authenticator apps and hashes recovery codes; a new value makes all of them unusable',
    ),
    PHONE_HASH_SECRET: secretText.describe(
      'Hashes phone numbers; a new value makes all known numbers unusable',
    ),
    ADMIN_EMAILS: commaSeparated
      .pipe(z.array(emailField))
      .prefault('')
      .describe(
        'Email addresses of the first admins; the account must have verified its address, and the session a second factor or a passkey',
      ),
    ACTIVITY_RETENTION_DAYS: z.coerce
      .number()
      .int()
      .min(1)
      .max(3_650)
      .default(180)
      .describe('Days for which the activities of an account are kept'),
    PASSKEY_RP_ID: z
      .string()
      .min(1)
      .default('tribe.app')
      .describe('Domain of passkeys; a new value makes all passkeys unusable'),
    PASSKEY_ORIGINS: commaSeparated
      .prefault('https://tribe.app')
      .describe(
        'Origins that may use passkeys: of websites, and `android:apk-key-hash:…` of the Android app',
      ),
    GOOGLE_CLIENT_IDS: commaSeparated
      .prefault('')
      .describe('Client ids of the apps at Google; without one, login with Google is disabled'),
    GOOGLE_ISSUERS: commaSeparated
      .prefault('https://accounts.google.com,accounts.google.com')
      .describe('Accepted issuers of Google ID tokens'),
    GOOGLE_JWKS_URL: address('http', 'https')
      .default('https://www.googleapis.com/oauth2/v3/certs')
      .describe('Public keys of Google ID tokens'),
    APPLE_CLIENT_IDS: commaSeparated
      .prefault('')
      .describe('Client ids of the apps at Apple; without one, login with Apple is disabled'),
    APPLE_ISSUERS: commaSeparated
      .prefault('https://appleid.apple.com')
      .describe('Accepted issuers of Apple ID tokens'),
    APPLE_JWKS_URL: address('http', 'https')
      .default('https://appleid.apple.com/auth/keys')
      .describe('Public keys of Apple ID tokens'),
    GEOIP_DATABASE_FILE: z
      .string()
      .min(1)
      .meta({ format: 'path' })
      .optional()
      .describe(
        'MaxMind database of cities (.mmdb), which tells where a session was used; without it, sessions have no place',
      ),
    FIREBASE_PROJECT_ID: z
      .string()
      .trim()
      .default('')
      .describe(
        'Firebase project whose tokens prove phone numbers; without it, phone numbers cannot be verified',
      ),
    FIREBASE_JWKS_URL: address('http', 'https')
      .default(
        'https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com',
      )
      .describe('Public keys of Firebase tokens'),
    PASSWORD_HASH_CONCURRENCY: z.coerce
      .number()
      .int()
      .min(1)
      .max(64)
      .default(2)
      .describe(
        'Number of passwords hashed at the same time; one hash takes 46 MiB and about 30 ms of a core',
      ),
    PASSWORD_HASH_KIB: z.coerce
      .number()
      .int()
      .min(64)
      .default(owaspHashKib)
      .describe('Memory of one password hash, in KiB; production accepts no less than the default'),
    PASSWORD_HASH_QUEUE: z.coerce
      .number()
      .int()
      .min(0)
      .max(1_000)
      .default(32)
      .describe('Number of passwords that may wait to be hashed; further requests get a 503'),
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
