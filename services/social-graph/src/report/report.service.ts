import { Injectable } from '@nestjs/common';
import {
  AppError,
  type Caller,
  Clock,
  Database,
  found,
  InjectConfig,
  newId,
  Pages,
  settle,
  Transactions,
} from '@tribe/service-kit';
import type { SocialGraphConfig } from '../config';
import { errors } from '../errors';
import { lockUsers } from '../people/locks';
import type { Tx } from '../prisma.service';
import { windowStart } from '../sliding-limit.rules';
import { ReportEvidence } from './report-evidence';
import type { ReportTarget } from './report-target';
import { ReportTargets } from './report-targets';
import type {
  CreateReportBody,
  ListReportsQuery,
  ReportListResponse,
  ReportResponse,
} from './report.dto';
import {
  countReports,
  findOpenReport,
  listReportMoments,
  listReports,
  type ReportedRow,
} from './report.queries';
import { decideReport, reportWindow, secondsUntilReport } from './report.rules';
import { reportView } from './report.view';
import { addToCase } from './report.writes';

/** The reports of the caller. */
@Injectable()
export class ReportService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly database: Database,
    private readonly targets: ReportTargets,
    private readonly evidence: ReportEvidence,
    private readonly pages: Pages,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: SocialGraphConfig,
  ) {}

  /** Returns the open report of the caller about the target, if there is one. */
  async createReport(caller: Caller, body: CreateReportBody): Promise<ReportResponse> {
    const { target_type: type, target_id: id } = body;
    const target = await this.targets.require(caller.userId, type, id);
    settle(decideReport(caller.userId, target.authorId));
    const reportId = newId();
    const evidence = await this.evidence.reserve(reportId, type, target);

    return this.transactions.run(async (tx) => {
      await lockUsers(tx, 'reports', [caller.userId]);
      const open = await findOpenReport(tx.sql, caller.userId, { type, id });
      if (open) return found(reportView(open));
      await this.requireBudget(tx, caller.userId);

      const reported = await this.save(tx, caller.userId, { id: reportId, body, target });
      await tx.reportMedia.createMany({ data: evidence });

      return reportView(reported);
    });
  }

  async listReports({ userId }: Caller, query: ListReportsQuery): Promise<ReportListResponse> {
    const { rows, pagination } = await this.pages.read('reports', query, {
      rows: (window) => listReports(this.database, userId, window),
      total: () => countReports(this.database, userId),
      position: ({ id }) => ({ id }),
    });

    return { reports: rows.map(reportView), pagination };
  }

  private async save(
    tx: Tx,
    reporterId: string,
    { id, body, target }: { id: string; body: CreateReportBody; target: ReportTarget },
  ): Promise<ReportedRow> {
    const now = this.clock.now();
    const { target_type: targetType, target_id: targetId, reason } = body;
    const report = { id, reporterId, reason, details: body.details || null };
    const { authorId: subjectId, place, excerpt } = target;
    const about = { targetType, targetId, subjectId, place };
    await addToCase(tx, about, { ...report, excerpt, createdAt: now });

    return { ...report, targetType, targetId, createdAt: now, reviewedAt: null };
  }

  /** @throws AppError REPORT_LIMIT_REACHED */
  private async requireBudget(tx: Tx, userId: string): Promise<void> {
    const now = this.clock.now();
    const moments = await listReportMoments(tx.sql, userId, windowStart(reportWindow, now));
    const seconds = secondsUntilReport(moments, this.config.REPORTS_PER_DAY, now);
    if (seconds !== undefined)
      throw new AppError(errors.REPORT_LIMIT_REACHED, { retryAfterSeconds: seconds });
  }
}
