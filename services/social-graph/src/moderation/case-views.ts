import { Injectable } from '@nestjs/common';
import { UserCards } from '@tribe/projections';
import { versioned } from '@tribe/service-kit';
import { PrismaService } from '../prisma.service';
import { ReportEvidence } from '../report/report-evidence';
import type { CaseDetailsResponse } from './case.dto';
import type { CaseRow } from './case.queries';
import { availableActions } from './case.rules';
import { actionView, caseReportView, caseView } from './case.view';

const mostReports = 50;
/** More than there are kinds of decisions, of which each is in force once. */
const mostActions = 50;

/** Shows cases to moderators. */
@Injectable()
export class CaseViews {
  constructor(
    private readonly prisma: PrismaService,
    private readonly cards: UserCards,
    private readonly evidence: ReportEvidence,
  ) {}

  /** Must not be called inside a transaction. */
  async detailsOf(row: CaseRow): Promise<CaseDetailsResponse> {
    const ofCase = { where: { caseId: row.id }, orderBy: { id: 'desc' } } as const;

    const [reports, actions] = await Promise.all([
      this.prisma.report.findMany({ ...ofCase, take: mostReports }),
      this.prisma.moderationAction.findMany({ ...ofCase, take: mostActions }),
    ]);

    const people = [
      row.subjectId,
      ...reports.map(({ reporterId }) => reporterId),
      ...actions.map(({ moderatorId }) => moderatorId),
    ];

    const [cards, evidence] = await Promise.all([
      this.cards.get(people.filter((id) => id !== null)),
      this.evidence.of(reports.map(({ id }) => id)),
    ]);

    const view = {
      ...caseView(row, cards),
      reports: reports.map((report) => caseReportView(report, cards, evidence.get(report.id))),
      actions: actions.map((action) => actionView(action, cards)),
      available_actions: availableActions(row),
    };

    return versioned(view, row.version);
  }
}
