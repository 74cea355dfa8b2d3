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

/** An issuer's key set over HTTP that a test can change, stop and count. */
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

  it('reads the claims of a genuine token', async () => {
    const claims = claimsOf();
    const token = sign(key, { claims });
    expect(await verify(token)).toMatchObject({
      user_id: claims.user_id,
      sid: claims.sid,
      username: 'brian',
      exp: claims.exp,
    });
  });

  it('checks the same token once and then remembers it', async () => {
    const token = sign(key);
    const first = await verify(token);
    await keySet.stop();
    expect(await verify(token)).toBe(first);
  });

  it('asks for a token when there is none', async () => {
    await refused(undefined, 'AUTHENTICATION_REQUIRED');
    await refused('', 'AUTHENTICATION_REQUIRED');
  });

  it('refuses an expired token, but forgives a clock that is a little off', async () => {
    await refused(sign(key, { claims: { exp: now() - 60 } }), 'TOKEN_EXPIRED');
    await expect(verify(sign(key, { claims: { exp: now() - 2 } }))).resolves.toBeDefined();
  });

  it('refuses a remembered token once it has expired', async () => {
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

  it('refuses a token signed with a key the issuer does not publish', async () => {
    await refused(sign(newKey()), 'TOKEN_INVALID');
    await refused(sign({ ...newKey(), kid: key.kid }), 'TOKEN_INVALID');
  });

  it('takes keys from the issuer only, whatever the header points to', async () => {
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

  it('refuses a token whose payload was changed', async () => {
    const [header, , signature] = sign(key).split('.');
    const other = Buffer.from(JSON.stringify(claimsOf())).toString('base64url');
    await refused(`${header}.${other}.${signature}`, 'TOKEN_INVALID');
  });

  it.each(['x', 'a.b.c', '..', `${'a'.repeat(9000)}.b.c`, 'null.null.null', '💥'])(
    'refuses garbage: %#',
    async (token) => {
      await refused(token, 'TOKEN_INVALID');
    },
  );

  it('accepts the next key as soon as the issuer signs with it', async () => {
    await verify(sign(key));
    const next = newKey();
    keySet.keys = [jwkOf(next), jwkOf(key)];
    const clock = jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 2_000);
    await expect(verify(sign(next))).resolves.toBeDefined();
    await expect(verify(sign(key))).resolves.toBeDefined();
    clock.mockRestore();
  });

  it('forgets tokens of a key that was withdrawn', async () => {
    const token = sign(key);
    await verify(token);
    const next = newKey();
    keySet.keys = [jwkOf(next)];
    const clock = jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 2_000);
    await verify(sign(next));
    await refused(token, 'TOKEN_INVALID');
    clock.mockRestore();
  });

  it('does not let made-up key ids flood the issuer, nor sign anybody out', async () => {
    await verify(sign(key));
    await Promise.allSettled(Array.from({ length: 50 }, () => verify(sign(newKey()))));
    expect(keySet.requests).toBe(1);
    await expect(verify(sign(key))).resolves.toBeDefined();
  });

  it('says 503 with a time to wait when the key is unknown and the issuer is away', async () => {
    await keySet.stop();
    await expect(verify(sign(key))).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      status: 503,
      retryAfterSeconds: 2,
    });
  });

  it('gives an issuer that does not answer two seconds', async () => {
    keySet.hang = true;
    const started = performance.now();
    await expect(verify(sign(key))).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  it('keeps verifying with known keys while the issuer is away', async () => {
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
