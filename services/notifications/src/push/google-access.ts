import type { Clock } from '@tribe/service-kit';
import { importPKCS8, SignJWT } from 'jose';
import { z } from 'zod';
import type { FirebaseCredentials } from './firebase-credentials';

const scope = 'https://www.googleapis.com/auth/firebase.messaging';
const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const deadlineMs = 5_000;
/** A token is not used in its last minute, because it must be valid when it arrives. */
const reserveMs = 60_000;
const minMs = 1_000;
const msPerSecond = 1_000;

const response = z.object({ access_token: z.string(), expires_in: z.number() });

interface Access {
  readonly token: string;
  readonly endsAt: number;
}

/** Access tokens of a service account of Google (RFC 7523), one for all requests until it ends. */
export class GoogleAccess {
  private current: Promise<Access> | undefined;

  constructor(
    private readonly credentials: FirebaseCredentials,
    private readonly clock: Clock,
  ) {}

  /** @throws Error when Google is unreachable or refuses the account */
  async token(): Promise<string> {
    const current = (this.current ??= this.request());

    const access = await current.catch((error: unknown) => {
      this.forget(current);
      throw error;
    });

    if (access.endsAt > this.clock.now().getTime()) return access.token;
    this.forget(current);

    return this.token();
  }

  /** To be called when a token was refused. */
  async refuse(token: string): Promise<void> {
    const { current } = this;
    if (current && (await current).token === token) this.forget(current);
  }

  private forget(access: Promise<Access>): void {
    if (this.current === access) this.current = undefined;
  }

  private async request(): Promise<Access> {
    const answer = await fetch(this.credentials.token_uri, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: grantType, assertion: await this.assertion() }),
      redirect: 'error',
      signal: AbortSignal.timeout(deadlineMs),
    });

    if (!answer.ok) throw new Error(`Google refused the service account with ${answer.status}`);
    const { access_token: token, expires_in: seconds } = response.parse(await answer.json());
    const validMs = Math.max(minMs, seconds * msPerSecond - reserveMs);

    return { token, endsAt: this.clock.now().getTime() + validMs };
  }

  private async assertion(): Promise<string> {
    const { client_email: email, private_key: key, token_uri: audience } = this.credentials;

    return new SignJWT({ scope })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
      .setIssuer(email)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(await importPKCS8(key, 'RS256'));
  }
}
