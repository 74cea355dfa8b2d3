import { Injectable } from '@nestjs/common';
import {
  AppError,
  type Caller,
  Clock,
  Cursors,
  Database,
  networkOf,
  paginated,
  Transactions,
} from '@tribe/service-kit';
import { AccountService } from '../account/account-access';
import { ActivityLog } from '../activity/activity-log';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import { Places } from './places';
import { SessionService } from './session-tokens';
import type { ListSessionsQuery, SessionResponse } from './session.dto';
import { type LivingSessionRow, countLivingSessions, listLivingSessions } from './session.queries';

const list = 'sessions';

/** The devices on which somebody is signed in, as they see and end them. */
@Injectable()
export class SessionListService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly accounts: AccountService,
    private readonly sessions: SessionService,
    private readonly activities: ActivityLog,
    private readonly places: Places,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  async listSessions(caller: Caller, { page, limit, cursor }: ListSessionsQuery) {
    await this.accounts.getAccount(caller);
    const beforeId = cursor === undefined ? null : this.cursors.decode(list, cursor).id;
    const offset = cursor === undefined ? (page - 1) * limit : 0;
    const now = this.clock.now();
    const [found, total] = await Promise.all([
      listLivingSessions(this.database, caller.userId, now, { beforeId, offset, limit: limit + 1 }),
      countLivingSessions(this.database, caller.userId, now),
    ]);
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    const nextCursor = last ? this.cursors.encode(list, { id: last.id }) : null;
    return {
      sessions: rows.map((row) => this.viewOf(row, caller)),
      pagination: paginated({ page, limit, total, nextCursor }),
    };
  }

  async renameSession(
    caller: Caller,
    sessionId: string,
    name: string | null,
  ): Promise<SessionResponse> {
    await this.accounts.getAccount(caller);
    return this.transactions.run(async (tx) => {
      const [session] = await tx.session.updateManyAndReturn({
        where: {
          id: sessionId,
          userId: caller.userId,
          revokedAt: null,
          expiresAt: { gt: this.clock.now() },
        },
        data: { name },
      });
      if (!session) throw new AppError(errors.SESSION_NOT_FOUND);
      const metadata = { session_id: sessionId, name };
      await this.activities.record(tx, {
        userId: caller.userId,
        type: 'session_renamed',
        metadata,
      });
      return this.viewOf(
        { ...session, deviceInfo: session.deviceInfo as LivingSessionRow['deviceInfo'] },
        caller,
      );
    });
  }

  async endSession(caller: Caller, sessionId: string): Promise<void> {
    await this.accounts.getAccount(caller);
    await this.transactions.run(async (tx) => {
      await this.sessions.endSessionElsewhere(tx, caller, sessionId);
      const metadata = { session_id: sessionId };
      await this.activities.record(tx, { userId: caller.userId, type: 'session_ended', metadata });
    });
  }

  async endOtherSessions(caller: Caller): Promise<void> {
    await this.accounts.getAccount(caller);
    await this.transactions.run(async (tx) => {
      const count = await this.sessions.endOtherSessions(tx, caller, 'ended_by_owner');
      if (count === 0) return;
      await this.activities.record(tx, {
        userId: caller.userId,
        type: 'sessions_ended',
        metadata: { count },
      });
    });
  }

  private viewOf(session: LivingSessionRow, { sessionId }: Caller): SessionResponse {
    return {
      id: session.id,
      name: session.name,
      device_type: session.deviceInfo?.device_type ?? null,
      app_version: session.deviceInfo?.app_version ?? null,
      network: session.ip === null ? null : networkOf(session.ip),
      place: session.ip === null ? null : this.places.placeOf(session.ip),
      current: session.id === sessionId,
      created_at: session.createdAt.toISOString(),
      last_used_at: session.lastUsedAt.toISOString(),
      expires_at: session.expiresAt.toISOString(),
    };
  }
}
