import { LRUCache } from 'lru-cache';
import { Strategy } from 'passport-jwt';
import { z } from 'zod';
import { AppError } from '../errors/app-error';
import { commonErrors } from '../errors/common-errors';
import { id } from '../ids/id';
import { SigningKeys } from './signing-keys';

/** Tolerated clock skew between two machines, in seconds. */
const leewaySeconds = 5;
const maxTokenLength = 4_096;
/** Maximum number of cached tokens, about 1 KB each. */
const maxCachedTokens = 5_000;
const maxRefusedTokens = 1_000;
/** Bounds how long a token is refused that becomes valid, such as one whose `nbf` is reached. */
const refusedForMs = 10_000;

const claimsShape = z.object({
  type: z.literal('access'),
  user_id: id,
  username: z.string().min(1),
  roles: z.array(z.string().max(50)).max(20).default([]),
  /** Session id, which a log-out revokes. */
  sid: id,
  iat: z.number(),
  /** Unix seconds. */
  exp: z.number(),
});

/** Claims of a verified access token. */
export type Claims = Readonly<z.infer<typeof claimsShape>>;

const headerShape = z.object({
  alg: z.literal('ES256'),
  kid: z.string().min(1).max(200),
  typ: z.literal('at+jwt'),
});

export interface AccessTokenSettings {
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly audience: string;
}

/** Passed to the passport strategy in place of an HTTP request. */
interface Attempt {
  readonly token: string;
}

/**
 * Verifies access tokens: ES256 only, key by `kid` from the issuer's key set, `iss`, `aud`, `exp`, header `typ`
 * "at+jwt" and claim `type` "access". Caches a verified token until it expires, and a refused token for ten seconds, so that each costs one
 * signature check. Does not check whether the session was revoked; see `RevokedSessions`.
 *
 * @example
 * const claims = await accessTokens.verify(bearerTokenOf(request.headers.authorization));
 */
export class AccessTokens {
  private readonly verified = new LRUCache<string, Claims>({ max: maxCachedTokens });
  private readonly refused = new LRUCache<string, AppError>({
    max: maxRefusedTokens,
    ttl: refusedForMs,
  });
  private readonly keys: SigningKeys;
  private readonly strategy: Strategy;

  constructor({ jwksUrl, issuer, audience }: AccessTokenSettings) {
    this.keys = new SigningKeys(jwksUrl, () => this.forget());
    this.strategy = new Strategy(
      {
        jwtFromRequest: (request: unknown) => (request as Attempt).token,
        secretOrKeyProvider: (_request, token: string, done) => {
          this.keyFor(token).then((key) => done(null, key), done);
        },
        issuer,
        audience,
        algorithms: ['ES256'],
        jsonWebTokenOptions: { clockTolerance: leewaySeconds },
      },
      (payload: unknown, done) => {
        const parsed = claimsShape.safeParse(payload);
        if (parsed.success) done(null, parsed.data);
        else done(null, false);
      },
    );
  }

  /**
   * Verifies a token and returns its claims.
   *
   * @throws AppError AUTHENTICATION_REQUIRED without a token, TOKEN_EXPIRED, TOKEN_INVALID, or SERVICE_UNAVAILABLE with
   *   `retryAfterSeconds` when the key is unknown and the issuer does not answer
   */
  async verify(token: string | undefined): Promise<Claims> {
    if (token === undefined || token === '')
      throw new AppError(commonErrors.AUTHENTICATION_REQUIRED);
    const known = this.verified.get(token);

    if (known !== undefined) {
      if (isLive(known)) return known;
      this.verified.delete(token);
      throw new AppError(commonErrors.TOKEN_EXPIRED);
    }

    if (token.length > maxTokenLength) throw new AppError(commonErrors.TOKEN_INVALID);
    const refusal = this.refused.get(token);
    if (refusal !== undefined) throw refusal;

    try {
      const claims = await this.check(token);
      this.verified.set(token, claims);

      return claims;
    } catch (error) {
      if (isFinal(error)) this.refused.set(token, error);
      throw error;
    }
  }

  /**
   * Returns the claims of a cached token that has not expired; undefined when {@link verify} must check it. Avoids a
   * promise on the hot path.
   */
  recall(token: string | undefined): Claims | undefined {
    const known = token === undefined ? undefined : this.verified.get(token);
    return known !== undefined && isLive(known) ? known : undefined;
  }

  /** Called when the keys of the issuer have changed. */
  private forget(): void {
    this.verified.clear();
    this.refused.clear();
  }

  private check(token: string): Promise<Claims> {
    return new Promise((resolve, reject) => {
      // passport makes a copy of the strategy per attempt and sets these three callbacks.
      const attempt: Strategy = Object.create(this.strategy);
      attempt.success = (claims: Claims) => resolve(claims);
      attempt.fail = (reason: unknown) => reject(toRefusal(reason));
      attempt.error = (cause: unknown) => reject(toRefusal(cause));
      const request: Attempt = { token };
      attempt.authenticate(request as never);
    });
  }

  private async keyFor(token: string): Promise<string> {
    const header = headerShape.safeParse(headerOf(token));
    if (!header.success) throw new AppError(commonErrors.TOKEN_INVALID);
    return this.keys.get(header.data.kid);
  }
}

/**
 * Returns the token of an `Authorization` header, or undefined when the header is absent or has another scheme.
 *
 * @example bearerTokenOf('Bearer abc') // 'abc'
 */
export function bearerTokenOf(authorization: string | undefined): string | undefined {
  if (authorization === undefined || authorization.length < 8) return undefined;
  if (authorization.slice(0, 7).toLowerCase() !== 'bearer ') return undefined;
  return authorization.slice(7).trim();
}

/** A wrong signature or an expired token; a token with an unknown key may become valid when the keys are read again. */
function isFinal(error: unknown): error is AppError {
  return error instanceof AppError && error.status < 500 && error.cause !== undefined;
}

function isLive(claims: Claims): boolean {
  return (claims.exp + leewaySeconds) * 1000 > Date.now();
}

function headerOf(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token.slice(0, token.indexOf('.')), 'base64url').toString());
  } catch {
    return undefined;
  }
}

function toRefusal(reason: unknown): AppError {
  if (reason instanceof AppError) return reason;
  const expired = reason instanceof Error && reason.name === 'TokenExpiredError';
  return new AppError(expired ? commonErrors.TOKEN_EXPIRED : commonErrors.TOKEN_INVALID, {
    cause: reason,
  });
}
