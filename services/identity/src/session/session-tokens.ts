import { Injectable } from '@nestjs/common';
import {
  AppError,
  Clock,
  Database,
  dayMs,
  InjectConfig,
  newId,
  settle,
  type Sql,
  Transactions,
} from '@tribe/service-kit';
import { banColumns, requireUnbanned } from '../account/bans';
import { Roles } from '../account/roles';
import { ActivityLog } from '../activity/activity-log';
import { storableAddress } from '../activity/client.rules';
import type { IdentityConfig } from '../config';
import { errors } from '../errors';
import type { RefreshToken } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import {
  type RefreshTokenContent,
  TokenSigner,
  type VerifiedRefreshToken,
} from '../token/token-signer';
import { SessionRevocation } from './session-revocation';
import type { DeviceInfo, TokenResponse } from './session.dto';
import { type LockedSession, lockSession } from './session.queries';
import { decideRefresh } from './session.rules';

export interface Device {
  info?: DeviceInfo;
  /** As the proxies report it. */
  ip: string;
}

/** A refresh token that was issued, and the user and session that it is for. */
interface IssuedToken {
  readonly user: { readonly id: string; readonly username: string };
  readonly sessionId: string;
  readonly refreshToken: string;
}

/** Opens and refreshes sessions. A session is the family of refresh tokens that descend from one login. */
@Injectable()
export class SessionTokens {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly signer: TokenSigner,
    private readonly roles: Roles,
    private readonly revocation: SessionRevocation,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: IdentityConfig,
  ) {}

  /**
   * Signs a user in on a device. The caller of this method has verified the identity of the user.
   *
   * @param secondFactor whether the user proved a second factor
   * @throws AppError ACCOUNT_BANNED
   */
  async open(
    tx: Tx,
    user: { id: string; username: string },
    device: Device,
    secondFactor = false,
  ): Promise<TokenResponse> {
    const now = this.clock.now();
    const account = await tx.user.findUniqueOrThrow({ where: { id: user.id }, select: banColumns });
    requireUnbanned(account, now);

    const session = await tx.session.create({
      data: {
        id: newId(),
        userId: user.id,
        deviceInfo: device.info,
        ip: storableAddress(device.ip),
        authenticatedAt: now,
        secondFactor,
        expiresAt: new Date(now.getTime() + this.config.REFRESH_TOKEN_EXPIRE_DAYS * dayMs),
        lastUsedAt: now,
        createdAt: now,
      },
    });

    const { token } = await this.issueRefreshToken(tx, session);

    return this.answer(tx.sql, { user, sessionId: session.id, refreshToken: token });
  }

  /**
   * Exchanges a refresh token for an access token and the next refresh token.
   *
   * @throws AppError REFRESH_TOKEN_INVALID, REFRESH_TOKEN_EXPIRED, REFRESH_TOKEN_REUSED, SESSION_REVOKED, ACCOUNT_INACTIVE,
   * ACCOUNT_BANNED
   */
  async refresh(refreshToken: string, ip: string): Promise<TokenResponse> {
    const presented = await this.signer.verifyRefreshToken(refreshToken);
    const issued = await this.transactions.run((tx) => this.exchange(tx, presented, ip));
    // Only now, because the end of the session has to be committed.
    if (!issued) throw new AppError(errors.REFRESH_TOKEN_REUSED);

    return this.answer(this.database, issued);
  }

  /** @returns undefined when the token was used before, and the session has therefore ended */
  private async exchange(
    tx: Tx,
    presented: VerifiedRefreshToken,
    ip: string,
  ): Promise<IssuedToken | undefined> {
    const session = await lockSession(tx, presented.sessionId);

    const token = await tx.refreshToken.findUnique({
      where: { id: presented.tokenId },
      include: { successor: true },
    });

    if (!session || token?.sessionId !== session.id || token.tokenHash !== presented.hash)
      throw new AppError(errors.REFRESH_TOKEN_INVALID);
    requireUnbanned(session, this.clock.now());
    if (!session.isActive) throw new AppError(errors.ACCOUNT_INACTIVE);

    const change = settle(decideRefresh(session, token, this.clock.now()));

    if (change === 'end-session') {
      await this.endReused(tx, session);
      return undefined;
    }

    const refreshToken =
      change === 'rotate'
        ? await this.rotate(tx, session, token, ip)
        : await this.repeat(session, token.successor);

    const user = { id: session.userId, username: session.username };

    return { user, sessionId: session.id, refreshToken };
  }

  private async rotate(
    tx: Tx,
    session: LockedSession,
    token: RefreshToken,
    ip: string,
  ): Promise<string> {
    const now = this.clock.now();
    const successor = await this.issueRefreshToken(tx, session);

    await tx.refreshToken.update({
      where: { id: token.id },
      data: { rotatedAt: now, successorId: successor.id },
    });

    await tx.session.update({
      where: { id: session.id },
      data: { lastUsedAt: now, ip: storableAddress(ip) },
    });

    return successor.token;
  }

  /** The successor again, for a client whose answer got lost. */
  private async repeat(session: LockedSession, successor: RefreshToken | null): Promise<string> {
    if (!successor) throw new AppError(errors.REFRESH_TOKEN_INVALID);
    const { token } = await this.signer.signRefreshToken(contentOf(session, successor));
    return token;
  }

  private async issueRefreshToken(
    tx: Tx,
    session: { id: string; userId: string; expiresAt: Date },
  ): Promise<{ id: string; token: string }> {
    const row = { id: newId(), issuedAt: this.clock.now(), expiresAt: session.expiresAt };
    const { token, hash } = await this.signer.signRefreshToken(contentOf(session, row));

    await tx.refreshToken.create({
      data: { ...row, sessionId: session.id, tokenHash: hash },
      select: { id: true },
    });

    return { id: row.id, token };
  }

  /** Two parties hold tokens of the session: its owner reads about it in their activities. */
  private async endReused(tx: Tx, session: LockedSession): Promise<void> {
    const { id, userId } = session;
    if (!(await this.revocation.revoke(tx, session, 'token_reuse'))) return;
    const metadata = { session_id: id };
    await this.activities.record(tx, { userId, type: 'refresh_token_reused', metadata });
  }

  private async answer(
    sql: Sql,
    { user, sessionId, refreshToken }: IssuedToken,
  ): Promise<TokenResponse> {
    const roles = await this.roles.inSession(sql, { userId: user.id, sessionId });
    return {
      access_token: await this.signer.signAccessToken({ ...user, roles }, sessionId),
      refresh_token: refreshToken,
      token_type: 'bearer',
      expires_in: this.signer.accessLifetime,
    };
  }
}

function contentOf(
  session: { id: string; userId: string },
  token: { id: string; issuedAt: Date; expiresAt: Date },
): RefreshTokenContent {
  return {
    tokenId: token.id,
    sessionId: session.id,
    userId: session.userId,
    issuedAt: token.issuedAt,
    expiresAt: token.expiresAt,
  };
}
