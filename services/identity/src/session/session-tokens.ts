import { Injectable } from '@nestjs/common';
import { EventPublisher, maxEventsPerPublish } from '@tribe/events';
import {
  AppError,
  type Caller,
  Clock,
  type ErrorType,
  type Sql,
  InjectConfig,
  Transactions,
  newId,
} from '@tribe/service-kit';
import { Roles } from '../account/roles';
import { ActivityLog } from '../activity/activity-log';
import type { IdentityConfig } from '../config';
import { errors } from '../errors';
import type { Prisma, RefreshToken } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import {
  type RefreshTokenContent,
  TokenSigner,
  type VerifiedRefreshToken,
} from '../token/token-signer';
import type { DeviceInfo, TokenResponse } from './session.dto';
import { type RevocationReason, sessionRevoked } from './session.events';
import { type LockedSession, lockSession } from './session.queries';
import { judgeRefresh, storableAddress } from './session.rules';

const dayMs = 86_400_000;

export interface Device {
  info?: DeviceInfo;
  /** As the proxies tell it. */
  ip: string;
}

/** A session is the family of refresh tokens that descend from one login. */
@Injectable()
export class SessionService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly tokens: TokenSigner,
    private readonly activities: ActivityLog,
    private readonly roles: Roles,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: IdentityConfig,
  ) {}

  /** Signs a person in on a device. The caller has checked who it is. */
  async openSession(
    tx: Tx,
    user: { id: string; username: string },
    device: Device,
  ): Promise<TokenResponse> {
    const now = this.clock.now();
    const session = await tx.session.create({
      data: {
        id: newId(),
        userId: user.id,
        deviceInfo: device.info,
        ip: storableAddress(device.ip),
        authenticatedAt: now,
        expiresAt: new Date(now.getTime() + this.config.REFRESH_TOKEN_EXPIRE_DAYS * dayMs),
        lastUsedAt: now,
        createdAt: now,
      },
    });
    const token = await this.issueRefreshToken(tx, session);
    return this.answerWith(user, contentOf(session, token), tx.sql);
  }

  /** Exchanges a refresh token for an access token and the token's successor. */
  async refreshSession(refreshToken: string, ip: string): Promise<TokenResponse> {
    const presented = await this.tokens.verifyRefreshToken(refreshToken);
    const outcome = await this.transactions.run((tx) => this.exchange(tx, presented, ip));
    if ('refusal' in outcome) throw new AppError(outcome.refusal);
    const { session, successor } = outcome;
    return this.answerWith(
      { id: session.userId, username: session.username },
      contentOf(session, successor),
    );
  }

  /** Ends the session the caller is in; once it has ended, does nothing. */
  async endSession({ sessionId: id, userId }: Caller): Promise<void> {
    await this.transactions.run(async (tx) => {
      if (await this.revoke(tx, { id, userId }, 'logout'))
        await this.activities.record(tx, { userId, type: 'logout' });
    });
  }

  /**
   * Ends a session of the caller's own, wherever it is.
   *
   * @throws AppError SESSION_NOT_FOUND for one that is over, somebody else's or nobody's
   */
  async endSessionElsewhere(tx: Tx, { userId }: Caller, sessionId: string): Promise<void> {
    const wasAlive = await this.revoke(tx, { id: sessionId, userId }, 'ended_by_owner');
    if (!wasAlive) throw new AppError(errors.SESSION_NOT_FOUND);
  }

  /** Ends every session of the caller but the one they are in. */
  async endOtherSessions(tx: Tx, caller: Caller, reason: RevocationReason): Promise<number> {
    return this.endAll(tx, caller.userId, { id: { not: caller.sessionId } }, reason);
  }

  /** Ends every session of a person. */
  async endAllSessions(tx: Tx, userId: string, reason: RevocationReason): Promise<number> {
    return this.endAll(tx, userId, {}, reason);
  }

  /** Refusals are returned, not thrown: what a refusal leaves behind, a revoked session, has to be committed. */
  private async exchange(
    tx: Tx,
    presented: VerifiedRefreshToken,
    ip: string,
  ): Promise<{ session: LockedSession; successor: RefreshToken } | { refusal: ErrorType }> {
    const session = await lockSession(tx, presented.sessionId);
    const token = await tx.refreshToken.findUnique({
      where: { id: presented.tokenId },
      include: { successor: true },
    });
    if (!session || token?.sessionId !== session.id || token.tokenHash !== presented.hash) {
      return { refusal: errors.REFRESH_TOKEN_INVALID };
    }
    if (!session.isActive) return { refusal: errors.ACCOUNT_INACTIVE };

    switch (judgeRefresh(session, token, this.clock.now())) {
      case 'rotate':
        return { session, successor: await this.rotate(tx, session, token, ip) };
      case 'repeat':
        return token.successor
          ? { session, successor: token.successor }
          : { refusal: errors.REFRESH_TOKEN_INVALID };
      case 'reuse':
        await this.endReused(tx, session);
        return { refusal: errors.REFRESH_TOKEN_REUSED };
      case 'refuse':
        return { refusal: errors.SESSION_REVOKED };
    }
  }

  private async rotate(tx: Tx, session: LockedSession, token: RefreshToken, ip: string) {
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
    return successor;
  }

  private async issueRefreshToken(
    tx: Tx,
    session: { id: string; userId: string; expiresAt: Date },
  ) {
    const token = { id: newId(), issuedAt: this.clock.now(), expiresAt: session.expiresAt };
    const { hash } = await this.tokens.signRefreshToken(contentOf(session, token));
    return tx.refreshToken.create({
      data: { ...token, sessionId: session.id, tokenHash: hash },
    });
  }

  /** Two parties hold the family: its owner should be able to read about it. */
  private async endReused(tx: Tx, session: LockedSession): Promise<void> {
    const { id, userId } = session;
    if (!(await this.revoke(tx, session, 'token_reuse'))) return;
    await this.activities.record(tx, {
      userId,
      type: 'refresh_token_reused',
      metadata: { session_id: id },
    });
  }

  /** @returns how many sessions it ended */
  private async endAll(
    tx: Tx,
    userId: string,
    which: Prisma.SessionWhereInput,
    reason: RevocationReason,
  ): Promise<number> {
    // First, so that a log-in between its two factors is either over before the sessions are ended, or never will be.
    await tx.loginChallenge.deleteMany({ where: { userId } });
    const now = this.clock.now();
    const ended = await tx.session.updateManyAndReturn({
      where: { ...which, userId, revokedAt: null, expiresAt: { gt: now } },
      data: { revokedAt: now, revocationReason: reason, version: { increment: 1 } },
    });
    const events = ended.map((session) => sessionRevoked(session, reason, now));
    for (let from = 0; from < events.length; from += maxEventsPerPublish)
      await this.events.publish(tx, events.slice(from, from + maxEventsPerPublish));
    return ended.length;
  }

  /** @returns whether it was alive */
  private async revoke(
    tx: Tx,
    { id, userId }: { id: string; userId: string },
    reason: RevocationReason,
  ) {
    const now = this.clock.now();
    const [revoked] = await tx.session.updateManyAndReturn({
      where: { id, userId, revokedAt: null },
      data: { revokedAt: now, revocationReason: reason, version: { increment: 1 } },
    });
    if (revoked) await this.events.publish(tx, sessionRevoked(revoked, reason, now));
    return revoked !== undefined;
  }

  private async answerWith(
    user: { id: string; username: string },
    refresh: RefreshTokenContent,
    sql?: Sql,
  ): Promise<TokenResponse> {
    const roles = await this.roles.of(user.id, sql);
    const [accessToken, { token }] = await Promise.all([
      this.tokens.signAccessToken({ ...user, roles }, refresh.sessionId),
      this.tokens.signRefreshToken(refresh),
    ]);
    return {
      access_token: accessToken,
      refresh_token: token,
      token_type: 'bearer',
      expires_in: this.tokens.accessLifetime,
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
