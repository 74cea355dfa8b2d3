import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Database, requireVersion } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import { type CaseRow, findCase, hasReported, lockCase } from './case.queries';
import type { Decider } from './case.rules';

/** Finds cases for moderators. A case about a moderator does not exist for that moderator. */
@Injectable()
export class CaseAccess {
  constructor(private readonly database: Database) {}

  /** @throws AppError MODERATION_CASE_NOT_FOUND */
  async require({ userId }: Caller, caseId: string): Promise<CaseRow> {
    return check(userId, await findCase(this.database, caseId));
  }

  /**
   * Like {@link require}, with the case locked until the transaction ends.
   *
   * @throws AppError MODERATION_CASE_NOT_FOUND; PRECONDITION_FAILED when the client knows another version
   */
  async requireLocked(tx: Tx, { userId }: Caller, caseId: string): Promise<CaseRow> {
    const row = check(userId, await lockCase(tx, caseId));
    requireVersion(row.version);

    return row;
  }

  /** The caller, as far as rules about a case ask. */
  async deciderOf(tx: Tx, { userId, roles }: Caller, caseId: string): Promise<Decider> {
    return {
      userId,
      isAdmin: roles.includes('admin'),
      hasReported: await hasReported(tx.sql, caseId, userId),
    };
  }
}

function check(userId: string, row: CaseRow | undefined): CaseRow {
  if (!row || row.subjectId === userId) throw new AppError(errors.MODERATION_CASE_NOT_FOUND);
  return row;
}
