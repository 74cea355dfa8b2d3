import {
  createHmac,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  sign as signBytes,
} from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AccessTokens, bearerTokenOf } from './access-tokens';

const issuer = 'https://tribe.app';
const audience = 'tribe-api';

interface Key {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const newKey = (): Key => ({
  kid: randomUUID(),
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }),
});
const jwkOf = ({ kid, publicKey }: Key) => ({
  ...publicKey.export({ format: 'jwk' }),
  kid,
  alg: 'ES256',
  use: 'sig',
});
const now = () => Math.floor(Date.now() / 1000);

function claimsOf(changes: object = {}) {
  const user_id = randomUUID();
  const iat = now();
  return {
    type: 'access',
    user_id,
    username: 'brian',
    sid: randomUUID(),
    iss: issuer,
    aud: audience,
    sub: user_id,
    iat,
    exp: iat + 3600,
    ...changes,
  };
}

function sign(key: Key, changes: { claims?: object; header?: object } = {}): string {
  const header = { alg: 'ES256', kid: key.kid, typ: 'at+jwt', ...changes.header };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const content = `${part(header)}.${part(claimsOf(changes.claims))}`;
  const options = { key: key.privateKey, dsaEncoding: 'ieee-p1363' } as const;
  const signature = signBytes('sha256', Buffer.from(content), options);
  return `${content}.${signature.toString('base64url')}`;
}

/** Serves a key set over HTTP; tests can change and stop it, and count its requests. */
class KeySetServer {
  keys: object[] = [];
  requests = 0;
  hang = false;
  private readonly server: Server = createServer((_request, response) => {
    this.requests += 1;
    if (this.hang) return;
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: this.keys }));
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/.well-known/jwks.json`;
  }

  async stop(): Promise<void> {
    if (!this.server.listening) return;
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** The module object that jsonwebtoken uses. */
const crypto = process.getBuiltinModule('node:crypto');

describe('AccessTokens', () => {
  const key = newKey();
  let keySet: KeySetServer;
  let tokens: AccessTokens;

  beforeEach(async () => {
    keySet = new KeySetServer();
    keySet.keys = [jwkOf(key)];
    await keySet.start();
    tokens = new AccessTokens({ jwksUrl: keySet.url, issuer, audience });
  });

  afterEach(() => keySet.stop());

  const verify = (token: string | undefined) => tokens.verify(token);
  const refused = (token: string | undefined, code: string) =>
    expect(verify(token)).rejects.toMatchObject({ name: 'AppError', code, status: 401 });

  it('returns the claims of a valid token', async () => {
    const claims = claimsOf();
    const token = sign(key, { claims });
    expect(await verify(token)).toMatchObject({
      user_id: claims.user_id,
      sid: claims.sid,
      username: 'brian',
      exp: claims.exp,
    });
  });

  it('verifies a token once and caches it', async () => {
    const token = sign(key);
    const first = await verify(token);
    await keySet.stop();
    expect(await verify(token)).toBe(first);
  });

  it('refuses a missing token with AUTHENTICATION_REQUIRED', async () => {
    await refused(undefined, 'AUTHENTICATION_REQUIRED');
    await refused('', 'AUTHENTICATION_REQUIRED');
  });

  it('refuses an expired token but tolerates a small clock skew', async () => {
    await refused(sign(key, { claims: { exp: now() - 60 } }), 'TOKEN_EXPIRED');
    await expect(verify(sign(key, { claims: { exp: now() - 2 } }))).resolves.toBeDefined();
  });

  it('refuses a cached token once it has expired', async () => {
    const token = sign(key, { claims: { exp: now() - 3 } });
    await verify(token);
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 10_000);
    await refused(token, 'TOKEN_EXPIRED');
    clock.mockRestore();
  });

  it('refuses an unsigned token', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    await refused(
      `${part({ alg: 'none', kid: key.kid, typ: 'at+jwt' })}.${part(claimsOf())}.`,
      'TOKEN_INVALID',
    );
  });

  it('refuses HS256 with the public key as the secret', async () => {
    const pem = key.publicKey.export({ format: 'pem', type: 'spki' });
    const header = { alg: 'HS256', kid: key.kid, typ: 'at+jwt' };
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const input = `${part(header)}.${part(claimsOf())}`;
    await refused(
      `${input}.${createHmac('sha256', pem).update(input).digest('base64url')}`,
      'TOKEN_INVALID',
    );
  });

  it('refuses a token signed with a key that the issuer does not publish', async () => {
    await refused(sign(newKey()), 'TOKEN_INVALID');
    await refused(sign({ ...newKey(), kid: key.kid }), 'TOKEN_INVALID');
  });

  it('ignores keys that the token header contains or points to', async () => {
    const attacker = newKey();
    const elsewhere = new KeySetServer();
    elsewhere.keys = [jwkOf(attacker)];
    await elsewhere.start();
    await refused(
      sign(attacker, { header: { jku: elsewhere.url, jwk: jwkOf(attacker) } }),
      'TOKEN_INVALID',
    );
    await refused(
      sign({ ...attacker, kid: key.kid }, { header: { jku: elsewhere.url } }),
      'TOKEN_INVALID',
    );
    expect(elsewhere.requests).toBe(0);
    await elsewhere.stop();
  });

  it('refuses a refresh token in place of an access token', async () => {
    await refused(sign(key, { header: { typ: 'rt+jwt' } }), 'TOKEN_INVALID');
    await refused(sign(key, { claims: { type: 'refresh' } }), 'TOKEN_INVALID');
  });

  it.each([
    ['audience', { aud: 'tribe-refresh' }],
    ['issuer', { iss: 'https://elsewhere.example' }],
    ['session', { sid: undefined }],
    ['user', { user_id: 'root' }],
  ])('refuses a token with the wrong %s', async (_name, claims) => {
    await refused(sign(key, { claims }), 'TOKEN_INVALID');
  });

  it('refuses a token with a changed payload', async () => {
    const [header, , signature] = sign(key).split('.');
    const other = Buffer.from(JSON.stringify(claimsOf())).toString('base64url');
    await refused(`${header}.${other}.${signature}`, 'TOKEN_INVALID');
  });

  it.each(['x', 'a.b.c', '..', `${'a'.repeat(9000)}.b.c`, 'null.null.null', '💥'])(
    'refuses malformed tokens: %#',
    async (token) => {
      await refused(token, 'TOKEN_INVALID');
    },
  );

  describe('verifications', () => {
    /** Counts the signatures that are verified while the work runs. */
    async function verifications(work: () => Promise<unknown>): Promise<number> {
      const verify = jest.spyOn(crypto, 'createVerify');
      await work();
      const { calls } = verify.mock;
      verify.mockRestore();

      return calls.length;
    }

    const forged = (changes: { claims?: object; header?: object } = {}) =>
      sign({ ...newKey(), kid: key.kid }, changes);

    it('verifies the signature of a refused token once, also of concurrent requests', async () => {
      const token = forged();
      await verify(sign(key));
      const count = await verifications(async () => {
        await Promise.all(Array.from({ length: 20 }, () => refused(token, 'TOKEN_INVALID')));
        await refused(token, 'TOKEN_INVALID');
      });
      expect(count).toBe(1);
    });

    it('verifies the signature of a valid token once for concurrent requests', async () => {
      const token = sign(key);
      const count = await verifications(() =>
        Promise.all(Array.from({ length: 20 }, () => verify(token))),
      );
      expect(count).toBe(1);
    });

    it.each([
      ['that has expired', () => forged({ claims: { exp: now() - 60 } }), 'TOKEN_EXPIRED'],
      ['without an expiry', () => forged({ claims: { exp: undefined } }), 'TOKEN_INVALID'],
      ['with another algorithm', () => forged({ header: { alg: 'RS256' } }), 'TOKEN_INVALID'],
      ['without a key id', () => forged({ header: { kid: undefined } }), 'TOKEN_INVALID'],
      ['with an unknown key id', () => forged({ header: { kid: 'other' } }), 'TOKEN_INVALID'],
      ['with a short signature', () => forged().slice(0, -1), 'TOKEN_INVALID'],
    ])('refuses a token %s before the signature', async (_what, tokenOf, code) => {
      await verify(sign(key));
      expect(await verifications(() => refused(tokenOf(), code))).toBe(0);
    });
  });

  it('accepts a new key as soon as the issuer signs with it', async () => {
    await verify(sign(key));
    const next = newKey();
    keySet.keys = [jwkOf(next), jwkOf(key)];
    const clock = jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 2_000);
    await expect(verify(sign(next))).resolves.toBeDefined();
    await expect(verify(sign(key))).resolves.toBeDefined();
    clock.mockRestore();
  });

  it('refuses cached tokens of a withdrawn key', async () => {
    const token = sign(key);
    await verify(token);
    const next = newKey();
    keySet.keys = [jwkOf(next)];
    const clock = jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 2_000);
    await verify(sign(next));
    await refused(token, 'TOKEN_INVALID');
    clock.mockRestore();
  });

  it('limits fetches for unknown key ids and keeps valid tokens working', async () => {
    await verify(sign(key));
    await Promise.allSettled(Array.from({ length: 50 }, () => verify(sign(newKey()))));
    expect(keySet.requests).toBe(1);
    await expect(verify(sign(key))).resolves.toBeDefined();
  });

  it('fails with 503 and Retry-After when the key is unknown and the issuer is down', async () => {
    await keySet.stop();
    await expect(verify(sign(key))).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      status: 503,
      retryAfterSeconds: 2,
    });
  });

  it('times out when the issuer does not answer', async () => {
    keySet.hang = true;
    await expect(verify(sign(key))).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });

  it('verifies with known keys while the issuer is down', async () => {
    await verify(sign(key));
    await keySet.stop();
    await expect(verify(sign(key))).resolves.toBeDefined();
  });
});

describe('bearerTokenOf', () => {
  it.each([
    ['Bearer abc', 'abc'],
    ['bearer abc', 'abc'],
    ['Basic abc', undefined],
    ['Bearer', undefined],
    [undefined, undefined],
  ])('%s -> %s', (header, token) => {
    expect(bearerTokenOf(header)).toBe(token);
  });
});
