import { createHmac, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';

/** Flaws of access tokens. Every flawed token must be refused with 401. */
export const tokenFlaws = [
  'expired',
  'wrong-audience',
  'wrong-issuer',
  'wrong-type',
  'wrong-key',
  'unknown-key-id',
  'alg-none',
  'hs256-with-public-key',
  'tampered',
] as const;
export type TokenFlaw = (typeof tokenFlaws)[number];

/** Claims that a test may set; the others are generated. */
export interface TokenClaims {
  readonly user_id: string;
  readonly username?: string;
  readonly roles?: readonly string[];
  /** Session id. */
  readonly sid?: string;
  /** How long the token is valid. Default: an hour. */
  readonly validForSeconds?: number;
}

interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export interface TokenIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly expiresInSeconds: number;
}

const defaultIssuer: TokenIssuer = {
  issuer: 'https://tribe.app',
  audience: 'tribe-api',
  expiresInSeconds: 3600,
};

/**
 * Signs access tokens like identity, and flawed tokens like an attacker.
 *
 * @example
 * tribe.tokens.sign({ user_id: newId() });
 * tribe.tokens.sign({ user_id: newId() }, 'hs256-with-public-key');
 */
export class TestTokens {
  private readonly key = generateKey();
  private readonly strangersKey = generateKey();

  constructor(private readonly settings: TokenIssuer = defaultIssuer) {}

  /** The key set that a JWKS endpoint publishes. */
  get publicKeySet(): object {
    return {
      keys: [
        {
          ...this.key.publicKey.export({ format: 'jwk' }),
          kid: this.key.kid,
          alg: 'ES256',
          use: 'sig',
        },
      ],
    };
  }

  /** The key set that identity reads from JWT_KEYS_FILE. */
  get privateKeySet(): object {
    return {
      keys: [
        {
          ...this.key.privateKey.export({ format: 'jwk' }),
          kid: this.key.kid,
          alg: 'ES256',
          use: 'sig',
        },
      ],
    };
  }

  /** Signs a token, or one with the given flaw. */
  sign(claims: TokenClaims, flaw?: TokenFlaw): string {
    const header = { alg: 'ES256', kid: this.key.kid, typ: 'at+jwt' };
    const payload = this.payloadOf(claims);
    switch (flaw) {
      case undefined:
        return signEs256(header, payload, this.key);
      case 'expired':
        return signEs256(
          header,
          { ...payload, iat: payload.iat - 7200, exp: payload.iat - 3600 },
          this.key,
        );
      case 'wrong-audience':
        return signEs256(header, { ...payload, aud: 'tribe-refresh' }, this.key);
      case 'wrong-issuer':
        return signEs256(header, { ...payload, iss: 'https://elsewhere.example' }, this.key);
      case 'wrong-type':
        return signEs256({ ...header, typ: 'rt+jwt' }, { ...payload, type: 'refresh' }, this.key);
      case 'wrong-key':
        return signEs256(header, payload, this.strangersKey);
      case 'unknown-key-id':
        return signEs256({ ...header, kid: this.strangersKey.kid }, payload, this.strangersKey);
      case 'alg-none':
        return `${signingInput({ ...header, alg: 'none' }, payload)}.`;
      case 'hs256-with-public-key':
        return signHs256({ ...header, alg: 'HS256' }, payload, this.key.publicKey);
      case 'tampered':
        return withPayload(signEs256(header, payload, this.key), {
          ...payload,
          sub: randomUUID(),
          user_id: randomUUID(),
        });
    }
  }

  private payloadOf(claims: TokenClaims) {
    const { user_id, username = 'somebody', sid = randomUUID(), roles } = claims;
    const iat = Math.floor(Date.now() / 1000);
    const { issuer, audience, expiresInSeconds } = this.settings;

    return {
      type: 'access',
      user_id,
      username,
      ...(roles && { roles }),
      sid,
      iss: issuer,
      aud: audience,
      sub: user_id,
      iat,
      exp: iat + (claims.validForSeconds ?? expiresInSeconds),
    };
  }
}

function generateKey(): SigningKey {
  return { kid: randomUUID(), ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) };
}

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const signingInput = (header: object, payload: object) => `${encode(header)}.${encode(payload)}`;

function signEs256(header: object, payload: object, key: SigningKey): string {
  const input = signingInput(header, payload);
  const signature = sign('sha256', Buffer.from(input), {
    key: key.privateKey,
    dsaEncoding: 'ieee-p1363',
  });
  return `${input}.${signature.toString('base64url')}`;
}

/** The algorithm confusion attack: a verifier that trusts the header's `alg` uses the public key as an HMAC secret. */
function signHs256(header: object, payload: object, publicKey: KeyObject): string {
  const input = signingInput(header, payload);
  const secret = publicKey.export({ format: 'pem', type: 'spki' });
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

function withPayload(token: string, payload: object): string {
  const [header, , signature] = token.split('.');
  return `${header}.${encode(payload)}.${signature}`;
}
