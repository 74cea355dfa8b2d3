import { type KeyObject, createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { id, AppError, Clock, InjectConfig } from '@tribe/service-kit';
import { SignJWT, errors as joseErrors, jwtVerify } from 'jose';
import { z } from 'zod';
import type { IdentityConfig } from '../config';
import { errors } from '../errors';
import { SigningKeys } from './signing-keys';

const refreshAudience = 'tribe-refresh';

const refreshClaims = z.object({
  type: z.literal('refresh'),
  user_id: id,
  token_id: id,
  sid: id,
});

export interface RefreshTokenContent {
  tokenId: string;
  sessionId: string;
  userId: string;
  /** Cut to whole seconds: a JWT has no fractions. */
  issuedAt: Date;
  expiresAt: Date;
}

/** The claims of an access token about a user. */
export interface TokenOwner {
  readonly id: string;
  readonly username: string;
  readonly roles: readonly string[];
}

export interface VerifiedRefreshToken {
  tokenId: string;
  sessionId: string;
  userId: string;
  hash: string;
}

/** Signs access and refresh tokens, and verifies the refresh tokens that it signed. */
@Injectable()
export class TokenSigner {
  /** The lifetime of an access token, in seconds. */
  readonly accessLifetime: number;

  constructor(
    private readonly keys: SigningKeys,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: IdentityConfig,
  ) {
    this.accessLifetime = config.ACCESS_TOKEN_EXPIRE_MINUTES * 60;
  }

  async signAccessToken(user: TokenOwner, sessionId: string): Promise<string> {
    const issuedAt = secondsOf(this.clock.now());
    const { id, username, roles } = user;

    const claims = {
      type: 'access',
      user_id: id,
      username,
      sid: sessionId,
      ...(roles.length > 0 && { roles }),
    };

    return new SignJWT(claims)
      .setIssuer(this.config.JWT_ISSUER)
      .setAudience(this.config.JWT_AUDIENCE)
      .setSubject(user.id)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + this.accessLifetime)
      .setProtectedHeader({ alg: 'ES256', kid: this.keys.current.kid, typ: 'at+jwt' })
      .sign(this.keys.current.key);
  }

  /** The same content gives the same claims, and so the same hash; only the signature differs each time. */
  async signRefreshToken(content: RefreshTokenContent): Promise<{ token: string; hash: string }> {
    const claims = {
      type: 'refresh',
      user_id: content.userId,
      token_id: content.tokenId,
      sid: content.sessionId,
    };
    const token = await new SignJWT(claims)
      .setIssuer(this.config.JWT_ISSUER)
      .setAudience(refreshAudience)
      .setIssuedAt(secondsOf(content.issuedAt))
      .setExpirationTime(secondsOf(content.expiresAt))
      .setProtectedHeader({ alg: 'ES256', kid: this.keys.current.kid, typ: 'rt+jwt' })
      .sign(this.keys.current.key);
    return { token, hash: hashOf(token) };
  }

  /** @throws AppError REFRESH_TOKEN_EXPIRED or REFRESH_TOKEN_INVALID */
  async verifyRefreshToken(token: string): Promise<VerifiedRefreshToken> {
    try {
      const { payload } = await jwtVerify(token, async (header) => this.keyFor(header.kid), {
        algorithms: ['ES256'],
        typ: 'rt+jwt',
        issuer: this.config.JWT_ISSUER,
        audience: refreshAudience,
        requiredClaims: ['exp', 'iat'],
        currentDate: this.clock.now(),
      });
      const claims = refreshClaims.parse(payload);
      return {
        tokenId: claims.token_id,
        sessionId: claims.sid,
        userId: claims.user_id,
        hash: hashOf(token),
      };
    } catch (cause) {
      const isExpired = cause instanceof joseErrors.JWTExpired;
      const error = isExpired ? errors.REFRESH_TOKEN_EXPIRED : errors.REFRESH_TOKEN_INVALID;
      throw new AppError(error, { cause });
    }
  }

  private keyFor(kid: string | undefined): KeyObject {
    const key = this.keys.find(kid);
    if (!key) throw new joseErrors.JWKSNoMatchingKey();
    return key;
  }
}

function secondsOf(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}

/** The hash of the claims alone: an ECDSA signature differs each time, and the key id changes when keys are rotated. */
function hashOf(token: string): string {
  return createHash('sha256')
    .update(token.split('.')[1] ?? '')
    .digest('hex');
}
