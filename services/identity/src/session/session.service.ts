import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Clock, Database, Pages, Transactions } from '@tribe/service-kit';
import { AccountAccess } from '../account/account-access';
import { ActivityLog } from '../activity/activity-log';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import { Places } from './places';
import { SessionRevocation } from './session-revocation';
import type { ListSessionsQuery, SessionResponse } from './session.dto';
import { countOpenSessions, listOpenSessions, type OpenSession } from './session.queries';
import { sessionView } from './session.view';

/** The devices on which the caller is signed in. */
@Injectable()
export class SessionService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly access: AccountAccess,
    private readonly revocation: SessionRevocation,
    private readonly activities: ActivityLog,
    private readonly places: Places,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async listSessions(caller: Caller, query: ListSessionsQuery) {
    const { id: userId } = await this.access.require(caller);
    const now = this.clock.now();

    const { rows, pagination } = await this.pages.read('sessions', query, {
      rows: (window) => listOpenSessions(this.database, userId, now, window),
      total: () => countOpenSessions(this.database, userId, now),
      position: ({ id }) => ({ id }),
    });

    return { sessions: rows.map((session) => this.view(session, caller)), pagination };
  }

  async renameSession(
    caller: Caller,
    sessionId: string,
    name: string | null,
  ): Promise<SessionResponse> {
    const { id: userId } = await this.access.require(caller);
    return this.transactions.run(async (tx) => {
      const [session] = await tx.session.updateManyAndReturn({
        where: { id: sessionId, userId, revokedAt: null, expiresAt: { gt: this.clock.now() } },
        data: { name },
      });

      if (!session) throw new AppError(errors.SESSION_NOT_FOUND);
      const metadata = { session_id: sessionId, name };
      await this.activities.record(tx, { userId, type: 'session_renamed', metadata });
      const deviceInfo = session.deviceInfo as OpenSession['deviceInfo'];

      return this.view({ ...session, deviceInfo }, caller);
    });
  }

  /** @throws AppError SESSION_NOT_FOUND also for a session that has ended, and for one of another user */
  async endSession(caller: Caller, sessionId: string): Promise<void> {
    const { id: userId } = await this.access.require(caller);
    await this.transactions.run(async (tx) => {
      await this.access.requireLocked(tx, caller);
      const wasOpen = await this.revocation.revoke(tx, { id: sessionId, userId }, 'ended_by_owner');
      if (!wasOpen) throw new AppError(errors.SESSION_NOT_FOUND);
      const metadata = { session_id: sessionId };
      await this.activities.record(tx, { userId, type: 'session_ended', metadata });
    });
  }

  async endOtherSessions(caller: Caller): Promise<void> {
    const { id: userId } = await this.access.require(caller);
    await this.transactions.run(async (tx) => {
      await this.access.requireLocked(tx, caller);
      const count = await this.revocation.revokeOthers(tx, caller, 'ended_by_owner');
      if (count === 0) return;
      await this.activities.record(tx, { userId, type: 'sessions_ended', metadata: { count } });
    });
  }

  /** Logging out again changes nothing. */
  async logOut({ sessionId: id, userId }: Caller): Promise<void> {
    await this.transactions.run(async (tx) => {
      const wasOpen = await this.revocation.revoke(tx, { id, userId }, 'logout');
      if (wasOpen) await this.activities.record(tx, { userId, type: 'logout' });
    });
  }

  private view(session: OpenSession, caller: Caller): SessionResponse {
    const place = session.ip === null ? null : this.places.placeOf(session.ip);
    return sessionView(session, place, caller.sessionId);
  }
}
