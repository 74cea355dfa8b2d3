import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { Strategy } from 'passport-jwt';
import { z } from 'zod';
import { AppError } from '../errors/app-error';
import { commonErrors } from '../errors/common-errors';
import { id } from '../ids/id';
import { SigningKeys } from './signing-keys';
import { readToken } from './token-form.rules';

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

/** Read before the signature is verified, so that an expired token costs no verification. */
const expiryShape = z.object({ exp: z.number() });

export interface AccessTokenSettings {
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly audience: string;
  /** The `DEADLINE_FACTOR` of the process. Default 1. */
  readonly deadlineFactor?: number;
}

/** Passed to the passport strategy in place of an HTTP request. */
interface Attempt {
  readonly token: string;
  /** Id of the key that the token names. */
  readonly kid: string;
}

/**
 * Verifies access tokens: ES256 only, key by `kid` from the issuer's key set, `iss`, `aud`, `exp`, header `typ`
 * "at+jwt" and claim `type` "access". Checks the form, the header and the expiry first. Caches a verified token until it
 * expires, and a refused token for ten seconds, so that each costs one signature check. Does not check whether the session
 * was revoked; see `RevokedSessions`.
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
  /** The checks under way, so that concurrent requests with the same token share one. */
  private readonly checks = new Map<string, Promise<Claims>>();
  private readonly keys: SigningKeys;
  private readonly strategy: Strategy;

  constructor({ jwksUrl, issuer, audience, deadlineFactor }: AccessTokenSettings) {
    this.keys = new SigningKeys(jwksUrl, () => this.forget(), deadlineFactor);
    this.strategy = new Strategy(
      {
        jwtFromRequest: (request: unknown) => (request as Attempt).token,
        secretOrKeyProvider: (request: unknown, _token, done) => {
          this.keys.get((request as Attempt).kid).then((key) => done(null, key), done);
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

    return this.checks.get(token) ?? this.startCheck({ token, kid: requireForm(token) });
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

  private startCheck(attempt: Attempt): Promise<Claims> {
    const { token } = attempt;
    const check = this.checkOnce(attempt).finally(() => this.checks.delete(token));
    this.checks.set(token, check);

    return check;
  }

  private async checkOnce(attempt: Attempt): Promise<Claims> {
    const { token } = attempt;
    const hash = createHash('sha256').update(token).digest('base64');
    const refusal = this.refused.get(hash);
    if (refusal !== undefined) throw refusal;

    try {
      const claims = await this.check(attempt);
      this.verified.set(token, claims);

      return claims;
    } catch (error) {
      if (isFinal(error)) this.refused.set(hash, error);
      throw error;
    }
  }

  private check(request: Attempt): Promise<Claims> {
    return new Promise((resolve, reject) => {
      // passport makes a copy of the strategy per attempt and sets these three callbacks.
      const attempt: Strategy = Object.create(this.strategy);
      attempt.success = (claims: Claims) => resolve(claims);
      attempt.fail = (reason: unknown) => reject(toRefusal(reason));
      attempt.error = (cause: unknown) => reject(toRefusal(cause));
      attempt.authenticate(request as never);
    });
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

function isLive({ exp }: Pick<Claims, 'exp'>): boolean {
  return (exp + leewaySeconds) * 1000 > Date.now();
}

/**
 * Checks what can be checked without the key, and returns the id of the key.
 *
 * @throws AppError TOKEN_INVALID or TOKEN_EXPIRED
 */
function requireForm(token: string): string {
  const read = token.length > maxTokenLength ? undefined : readToken(token);
  const header = headerShape.safeParse(read?.header);
  const expiry = expiryShape.safeParse(read?.payload);
  if (!header.success || !expiry.success) throw new AppError(commonErrors.TOKEN_INVALID);
  if (!isLive(expiry.data)) throw new AppError(commonErrors.TOKEN_EXPIRED);

  return header.data.kid;
}

function toRefusal(reason: unknown): AppError {
  if (reason instanceof AppError) return reason;
  const expired = reason instanceof Error && reason.name === 'TokenExpiredError';
  return new AppError(expired ? commonErrors.TOKEN_EXPIRED : commonErrors.TOKEN_INVALID, {
    cause: reason,
  });
}
