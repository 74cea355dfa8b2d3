import { type KeyObject, createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { InjectConfig } from '@tribe/service-kit';
import { z } from 'zod';
import type { IdentityConfig } from '../config';

const publicJwk = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  kid: z.string().min(1),
});
const keysFile = z.object({ keys: z.tuple([publicJwk.extend({ d: z.string() })], publicJwk) });

export type PublishedKey = z.infer<typeof publicJwk> & { alg: 'ES256'; use: 'sig' };

/**
 * The ES256 keys of the installation. To rotate them: append the new key and restart; once verifiers have fetched it (they
 * cache the set for five minutes), move it to the front; remove the old key when the tokens it signed have expired.
 */
@Injectable()
export class SigningKeys {
  /** The key that signs. */
  readonly current: { kid: string; key: KeyObject };
  /** The public keys, built from named members, so that a private part cannot slip through. */
  readonly published: readonly PublishedKey[];
  private readonly verifying: ReadonlyMap<string, KeyObject>;

  constructor(@InjectConfig() config: IdentityConfig) {
    const { keys } = readKeys(config.JWT_KEYS_FILE);
    this.current = { kid: keys[0].kid, key: createPrivateKey({ key: keys[0], format: 'jwk' }) };

    this.published = keys.map(({ kty, crv, x, y, kid }) => ({
      kty,
      crv,
      x,
      y,
      kid,
      alg: 'ES256',
      use: 'sig',
    }));

    this.verifying = new Map(
      this.published.map((jwk) => [jwk.kid, createPublicKey({ key: { ...jwk }, format: 'jwk' })]),
    );
  }

  /** The public key with this id; undefined for an unknown id. */
  find(kid: string | undefined): KeyObject | undefined {
    return kid === undefined ? undefined : this.verifying.get(kid);
  }
}

function readKeys(file: string): z.infer<typeof keysFile> {
  try {
    return keysFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new Error(`JWT_KEYS_FILE ${file} is not a set of ES256 keys whose first is private`, {
      cause,
    });
  }
}
