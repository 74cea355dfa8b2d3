import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, type CryptoKey } from 'jose';

const audience = 'tribe-ios';
const firebaseProject = 'tribe-phones';
const hour = 3_600;

interface SigningKey {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

/** A local identity provider that publishes keys and signs id tokens, like Google, Apple and Firebase. */
export class LocalIssuer {
  fetches = 0;
  /** Behaviour of the key endpoint. */
  mood: 'well' | 'failing' | 'silent' = 'well';
  private readonly silent: ServerResponse[] = [];

  private constructor(
    private readonly server: Server,
    private readonly key: SigningKey,
    private readonly strangersKey: SigningKey,
  ) {}

  static async start(): Promise<LocalIssuer> {
    const server = createServer();

    const issuer = new LocalIssuer(
      server,
      await newKey('one', 'RS256'),
      await newKey('two', 'RS256'),
    );

    server.on('request', (_request, response) => void issuer.answer(response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');

    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The environment that configures identity to use this issuer for every provider. */
  get environment(): Record<string, string> {
    const jwks = `${this.url}/keys`;
    return {
      GOOGLE_CLIENT_IDS: `tribe-android,${audience}`,
      GOOGLE_ISSUERS: this.url,
      GOOGLE_JWKS_URL: jwks,
      APPLE_CLIENT_IDS: audience,
      APPLE_ISSUERS: `${this.url}/apple`,
      APPLE_JWKS_URL: jwks,
      FIREBASE_PROJECT_ID: firebaseProject,
      FIREBASE_JWKS_URL: jwks,
    };
  }

  /** @param seconds the current time of the services, in Unix seconds */
  async sign(
    seconds: number,
    claims: JWTPayload,
    { by = this.key }: { by?: SigningKey } = {},
  ): Promise<string> {
    const payload = {
      iss: this.url,
      aud: audience,
      iat: seconds,
      exp: seconds + hour,
      jti: crypto.randomUUID(),
      ...claims,
    };
    return new SignJWT(payload)
      .setProtectedHeader({ alg: by.alg, kid: by.kid })
      .sign(by.privateKey);
  }

  /** Signs the token that Firebase issues after a phone number was verified. */
  signPhone(seconds: number, phoneNumber: string, claims: JWTPayload = {}): Promise<string> {
    return this.sign(seconds, {
      iss: `https://securetoken.google.com/${firebaseProject}`,
      aud: firebaseProject,
      sub: crypto.randomUUID(),
      auth_time: seconds,
      phone_number: phoneNumber,
      firebase: { identities: { phone: [phoneNumber] }, sign_in_provider: 'phone' },
      ...claims,
    });
  }

  /** Signs with an unpublished key under the id of a published one. */
  forge(seconds: number, claims: JWTPayload): Promise<string> {
    return this.sign(seconds, claims, { by: { ...this.strangersKey, kid: this.key.kid } });
  }

  async stop(): Promise<void> {
    for (const response of this.silent) response.destroy();
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(response: ServerResponse): Promise<void> {
    this.fetches += 1;

    if (this.mood === 'silent') {
      this.silent.push(response);
      return;
    }

    const { kid, alg, publicKey } = this.key;
    const keys = [{ ...(await exportJWK(publicKey)), kid, alg, use: 'sig' }];
    response.writeHead(this.mood === 'well' ? 200 : 500, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys }));
  }
}

async function newKey(kid: string, alg: string): Promise<SigningKey> {
  return { kid, alg, ...(await generateKeyPair(alg)) };
}
