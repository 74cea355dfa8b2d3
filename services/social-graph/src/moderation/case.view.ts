import { timestampDate } from '@bufbuild/protobuf/wkt';
import type { ReportContextLine } from '@tribe/contracts';
import type { UserCard } from '@tribe/projections';
import type { ModerationAction, Report } from '../generated/prisma/client';
import { userCardView } from '../people/user-card.view';
import type { ShownEvidence } from '../report/report-evidence';
import { severityOf } from '../report/report.rules';
import type {
  ActionResponse,
  CaseReportResponse,
  CaseResponse,
  ContextLineResponse,
} from './case.dto';
import type { CaseRow } from './case.queries';

type Cards = ReadonlyMap<string, UserCard>;

export function caseView(row: CaseRow, cards: Cards): CaseResponse {
  return {
    id: row.id,
    target_type: row.targetType,
    target_id: row.targetId,
    subject_id: row.subjectId,
    subject: cardView(row.subjectId, cards),
    status: row.status,
    severity: severityOf(row.priority),
    report_count: row.reportCount,
    assignee_id: row.assigneeId,
    opened_at: row.openedAt.toISOString(),
    last_reported_at: row.lastReportedAt.toISOString(),
    resolved_at: row.resolvedAt?.toISOString() ?? null,
  };
}

export function caseReportView(
  report: Report,
  cards: Cards,
  evidence: readonly ShownEvidence[] = [],
): CaseReportResponse {
  return {
    id: report.id,
    reporter: cardView(report.reporterId, cards),
    reason: report.reason,
    details: report.details,
    excerpt: report.excerpt,
    media: evidence.map(evidenceView),
    created_at: report.createdAt.toISOString(),
  };
}

function evidenceView({ mediaId, urls }: ShownEvidence): CaseReportResponse['media'][number] {
  const variants = urls?.variants ?? [];
  const url = variants[0]?.url ?? urls?.url;

  return {
    media_id: mediaId,
    content_type: urls?.contentType || null,
    url: url || null,
    thumbnail_url: variants.at(-1)?.url ?? null,
  };
}

/** A decision as moderators see it. */
export function actionView(action: ModerationAction, cards: Cards): ActionResponse {
  return {
    id: action.id,
    case_id: action.caseId,
    action: action.kind,
    until: action.until?.toISOString() ?? null,
    note: action.note,
    moderator: cardView(action.moderatorId, cards),
    created_at: action.createdAt.toISOString(),
    lifted_at: action.liftedAt?.toISOString() ?? null,
  };
}

export function contextLineView(line: ReportContextLine, cards: Cards): ContextLineResponse {
  return {
    id: line.id,
    author: cardView(line.authorId ?? null, cards),
    text: line.text ?? null,
    created_at: (line.createdAt ? timestampDate(line.createdAt) : new Date(0)).toISOString(),
  };
}

/** Null for a user without a card, such as one with a closed account. */
export function cardView(userId: string | null, cards: Cards) {
  const card = userId === null ? undefined : cards.get(userId);
  return card ? userCardView(card) : null;
}
