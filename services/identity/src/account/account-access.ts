import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Database, RowBatcher } from '@tribe/service-kit';
import { errors } from '../errors';
import { type SessionAccountRow, accountsBySession } from './account.queries';

@Injectable()
export class AccountService {
  private readonly bySession: RowBatcher<string, SessionAccountRow>;

  constructor(database: Database) {
    this.bySession = new RowBatcher(async (sessionIds) => {
      const { name, text } = accountsBySession;
      const rows = await database.query<SessionAccountRow>(name, text, [sessionIds]);
      return new Map(rows.map((row) => [row.sessionId, row]));
    });
  }

  /** The account behind the token, while both it and the session are alive. */
  async getAccount(caller: Caller): Promise<SessionAccountRow> {
    const account = await this.bySession.get(caller.sessionId);
    if (account?.id !== caller.userId || !account.isActive)
      throw new AppError(errors.ACCOUNT_INACTIVE);
    if (account.revokedAt) throw new AppError(errors.SESSION_REVOKED);
    return account;
  }
}
