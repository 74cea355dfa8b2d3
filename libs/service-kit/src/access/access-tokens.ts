import { LRUCache } from 'lru-cache';
import { Strategy } from 'passport-jwt';
import { z } from 'zod';
import { AppError } from '../errors/app-error';
import { commonErrors } from '../errors/common-errors';
import { SigningKeys } from './signing-keys';

/** Clocks of two machines may differ by this much, in seconds. */
const leewaySeconds = 5;
const longestToken = 4_096;
/** Verified tokens kept: about 1 KB each. */
const verifiedTokens = 5_000;

const claimsShape = z.object({
  type: z.literal('access'),
  user_id: z.uuid(),
  username: z.string().min(1),
  roles: z.array(z.string().max(50)).max(20).default([]),
  /** Session id: what a log-out revokes. */
  sid: z.uuid(),
  iat: z.number(),
  /** Seconds since 1970. */
  exp: z.number(),
});

/** What a verified access token says. */
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

/** What passport hands a strategy; there is no HTTP request in between. */
interface Attempt {
  readonly token: string;
}

/**
 * Verifies access tokens: ES256 only, key by `kid` from the issuer's key set, `iss`, `aud`, `exp`, header `typ`
 * "at+jwt" and claim `type` "access". A verified token is remembered until it expires, so that a busy client costs one
 * signature check. Whether its session was revoked is a question for `RevokedSessions`.
 *
 * @example
 * const claims = await accessTokens.verify(bearerTokenOf(request.headers.authorization));
 */
export class AccessTokens {
  private readonly verified = new LRUCache<string, Claims>({ max: verifiedTokens });
  private readonly keys: SigningKeys;
  private readonly strategy: Strategy;

  constructor({ jwksUrl, issuer, audience }: AccessTokenSettings) {
    this.keys = new SigningKeys(jwksUrl, () => this.verified.clear());
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
   * What the token says, once it is known to be genuine.
   *
   * @throws AppError AUTHENTICATION_REQUIRED without a token, TOKEN_EXPIRED, TOKEN_INVALID, or SERVICE_UNAVAILABLE
   * with `retryAfterSeconds` when the key is not known yet and the issuer does not answer
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
    if (token.length > longestToken) throw new AppError(commonErrors.TOKEN_INVALID);
    const claims = await this.check(token);
    this.verified.set(token, claims);
    return claims;
  }

  /**
   * What a token says that was verified before and has not expired; undefined when {@link verify} must look at it. For
   * the hot path, which then needs no promise.
   */
  recall(token: string | undefined): Claims | undefined {
    const known = token === undefined ? undefined : this.verified.get(token);
    return known !== undefined && isLive(known) ? known : undefined;
  }

  private check(token: string): Promise<Claims> {
    return new Promise((resolve, reject) => {
      // passport gives every attempt its own copy of the strategy, with these three ways out.
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
 * The token of an `Authorization` header, or undefined when the header is absent or of another scheme.
 *
 * @example bearerTokenOf('Bearer abc') // 'abc'
 */
export function bearerTokenOf(authorization: string | undefined): string | undefined {
  if (authorization === undefined || authorization.length < 8) return undefined;
  if (authorization.slice(0, 7).toLowerCase() !== 'bearer ') return undefined;
  return authorization.slice(7).trim();
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
