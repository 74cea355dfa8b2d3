import { Injectable } from '@nestjs/common';
import { UserCards } from '@tribe/projections';
import { type Caller, Database, Pages, settle, Transactions } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { CaseAccess } from './case-access';
import { CaseViews } from './case-views';
import type {
  AssignCaseBody,
  CaseDetailsResponse,
  CaseListResponse,
  ListCasesQuery,
} from './case.dto';
import {
  type CaseFilter,
  type CaseRow,
  countCases,
  hasReported,
  listCasesByAge,
  listCasesByPriority,
} from './case.queries';
import { decideAssignment } from './case.rules';
import { caseView } from './case.view';
import { ModerationAudit } from './moderation-audit';
import { Staff } from './staff';

/** The queue of the moderators. */
@Injectable()
export class CaseService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly database: Database,
    private readonly access: CaseAccess,
    private readonly staff: Staff,
    private readonly audit: ModerationAudit,
    private readonly views: CaseViews,
    private readonly cards: UserCards,
    private readonly pages: Pages,
  ) {}

  async listCases({ userId }: Caller, query: ListCasesQuery): Promise<CaseListResponse> {
    const filter = filterOf(userId, query);
    const list = query.sort === 'oldest' ? listCasesByAge : listCasesByPriority;

    const { rows, pagination } = await this.pages.read(`moderation cases ${query.sort}`, query, {
      rows: (window) => list(this.database, filter, window),
      total: () => countCases(this.database, filter),
      position: ({ id, priority }) => ({ id, rank: BigInt(-priority) }),
    });

    const cards = await this.cards.get(rows.flatMap(({ subjectId }) => subjectId ?? []));

    return { cases: rows.map((row) => caseView(row, cards)), pagination };
  }

  async getCase(caller: Caller, caseId: string): Promise<CaseDetailsResponse> {
    return this.views.detailsOf(await this.access.require(caller, caseId));
  }

  async assignCase(
    caller: Caller,
    caseId: string,
    { moderator_id: assigneeId = caller.userId }: AssignCaseBody,
  ): Promise<CaseDetailsResponse> {
    await this.access.require(caller, caseId);
    if (assigneeId !== caller.userId) await this.staff.requireModerator(assigneeId);

    const assigned = await this.transactions.run(async (tx) => {
      const row = await this.access.requireLocked(tx, caller, caseId);
      const by = await this.access.deciderOf(tx, caller, caseId);
      const assigneeReported = await hasReported(tx.sql, caseId, assigneeId);
      const assignee = { userId: assigneeId, hasReported: assigneeReported };
      const to = settle(decideAssignment(row, by, assignee));

      return to ? this.save(tx, caller, row, to.assigneeId) : row;
    });

    return this.views.detailsOf(assigned);
  }

  private async save(
    tx: Tx,
    { userId: actorId }: Caller,
    row: CaseRow,
    assigneeId: string,
  ): Promise<CaseRow> {
    const { id: caseId, version } = row;
    const changes = { status: 'assigned', assigneeId, version: version + 1n } as const;

    await tx.moderationCase.update({
      where: { id: caseId },
      data: changes,
      select: { id: true },
    });

    await this.audit.record(tx, { caseId, event: 'assigned', actorId, otherId: assigneeId });

    return { ...row, ...changes };
  }
}

function filterOf(viewerId: string, query: ListCasesQuery): CaseFilter {
  return {
    viewerId,
    status: query.status,
    targetType: query.target_type ?? null,
    assigneeId: query.assignee_id ?? null,
    subjectId: query.subject_id ?? null,
  };
}
