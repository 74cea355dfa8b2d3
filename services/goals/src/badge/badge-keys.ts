import {
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectConfig } from '@tribe/service-kit';
import type { GoalsConfig } from '../config';

/** The beginning of an Ed25519 private key in PKCS #8, before its 32 bytes. */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const seedBytes = 32;

export interface PublishedBadgeKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  /** The public key, base64url. */
  readonly x: string;
  /** The thumbprint of the key by RFC 7638. */
  readonly kid: string;
  readonly alg: 'EdDSA';
  readonly use: 'sig';
}

/**
 * The Ed25519 keys of badges. To rotate the key, add its public part to BADGE_RETIRED_KEYS and set another BADGE_KEY_SECRET:
 * badges of the old key stay verifiable, and nobody needs its secret any more.
 */
@Injectable()
export class BadgeKeys {
  /** The key that signs, first, and the keys that signed before. */
  readonly published: readonly PublishedBadgeKey[];
  private readonly key: KeyObject;

  constructor(
    @InjectConfig() config: Pick<GoalsConfig, 'BADGE_KEY_SECRET' | 'BADGE_RETIRED_KEYS'>,
  ) {
    this.key = privateKeyOf(config.BADGE_KEY_SECRET);
    const { x = '' } = createPublicKey(this.key).export({ format: 'jwk' });
    this.published = [x, ...config.BADGE_RETIRED_KEYS].map(publishedKey);
  }

  /** The id of the key that signs. */
  get keyId(): string {
    return this.published[0]?.kid ?? '';
  }

  /** Returns the signature of a text in UTF-8, base64url. */
  sign(text: string): string {
    return sign(null, Buffer.from(text, 'utf8'), this.key).toString('base64url');
  }
}

function privateKeyOf(secret: string): KeyObject {
  const seed = Buffer.from(hkdfSync('sha256', secret, '', 'tribe badges', seedBytes));
  const key = Buffer.concat([pkcs8Prefix, seed]);

  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

function publishedKey(x: string): PublishedBadgeKey {
  const thumbprint = `{"crv":"Ed25519","kty":"OKP","x":"${x}"}`;
  const kid = createHash('sha256').update(thumbprint).digest('base64url');

  return { kty: 'OKP', crv: 'Ed25519', x, kid, alg: 'EdDSA', use: 'sig' };
}
