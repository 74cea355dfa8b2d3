import { countRows, type PageWindow, type Sql } from '@tribe/service-kit';
import type { ModerationCaseStatus } from '../generated/prisma/enums';
import { beforeRows } from '../people/locks';
import type { Tx } from '../prisma.service';
import type { ReportTargetTypeName } from '../report/report-target-types';

export interface CaseRow {
  readonly id: string;
  readonly targetType: ReportTargetTypeName;
  readonly targetId: string;
  readonly subjectId: string | null;
  readonly placeType: string | null;
  readonly placeId: string | null;
  readonly status: ModerationCaseStatus;
  readonly priority: number;
  readonly reportCount: number;
  readonly assigneeId: string | null;
  readonly openedAt: Date;
  readonly lastReportedAt: Date;
  readonly resolvedAt: Date | null;
  readonly version: bigint;
}

/** The cases that a moderator reads. */
export interface CaseFilter {
  /** The moderator: cases about them are left out. */
  readonly viewerId: string;
  readonly status: ModerationCaseStatus;
  readonly targetType: string | null;
  readonly assigneeId: string | null;
  readonly subjectId: string | null;
}

const columns = `id, target_type AS "targetType", target_id AS "targetId", subject_id AS "subjectId",
  place_type AS "placeType", place_id AS "placeId", status, priority, report_count AS "reportCount",
  assignee_id AS "assigneeId", opened_at AS "openedAt", last_reported_at AS "lastReportedAt",
  resolved_at AS "resolvedAt", version`;

const matching = `
  FROM moderation_cases
 WHERE subject_id IS DISTINCT FROM $1::uuid AND status = $2::moderation_case_status
   AND ($3::text IS NULL OR target_type = $3) AND ($4::uuid IS NULL OR assignee_id = $4)
   AND ($5::uuid IS NULL OR subject_id = $5)`;

const firstId = '00000000-0000-0000-0000-000000000000';
/** Before every rank. */
const firstRank = -2_147_483_648;

/** Cases with the highest priority first, then the oldest. */
export function listCasesByPriority(
  sql: Sql,
  filter: CaseFilter,
  { after, limit, offset }: PageWindow,
): Promise<CaseRow[]> {
  const start = after ? [Number(after.rank), after.id] : [firstRank, firstId];
  return sql.query<CaseRow>(
    'moderation_case_page_by_priority',
    `SELECT ${columns} ${matching} AND (-priority, id) > ($6::int, $7::uuid)
      ORDER BY -priority, id LIMIT $8 OFFSET $9`,
    [...valuesOf(filter), ...start, limit, offset],
  );
}

/** The oldest cases first. */
export function listCasesByAge(
  sql: Sql,
  filter: CaseFilter,
  { after, limit, offset }: PageWindow,
): Promise<CaseRow[]> {
  return sql.query<CaseRow>(
    'moderation_case_page_by_age',
    `SELECT ${columns} ${matching} AND id > $6::uuid ORDER BY id LIMIT $7 OFFSET $8`,
    [...valuesOf(filter), after?.id ?? firstId, limit, offset],
  );
}

export function countCases(sql: Sql, filter: CaseFilter): Promise<number> {
  const count = `SELECT count(*)::int AS total ${matching}`;
  return countRows(sql, 'moderation_case_count', count, valuesOf(filter));
}

export async function findCase(sql: Sql, caseId: string): Promise<CaseRow | undefined> {
  const text = `SELECT ${columns} FROM moderation_cases WHERE id = $1::uuid`;
  const [row] = await sql.query<CaseRow>('moderation_case_by_id', text, [caseId]);

  return row;
}

/** Like {@link findCase}, with the case locked. Every decision about it and its actions starts here. */
export async function lockCase(tx: Tx, caseId: string): Promise<CaseRow | undefined> {
  beforeRows(tx);
  const text = `SELECT ${columns} FROM moderation_cases WHERE id = $1::uuid FOR UPDATE`;
  const [row] = await tx.sql.query<CaseRow>('moderation_case_lock', text, [caseId]);

  return row;
}

/** Whether a user has reported the target of a case. */
export async function hasReported(sql: Sql, caseId: string, userId: string): Promise<boolean> {
  const text = 'SELECT FROM reports WHERE case_id = $1::uuid AND reporter_id = $2::uuid';
  return (await sql.query('moderation_case_reporter', text, [caseId, userId])).length > 0;
}

function valuesOf(filter: CaseFilter): unknown[] {
  const { viewerId, status, targetType, assigneeId, subjectId } = filter;
  return [viewerId, status, targetType, assigneeId, subjectId];
}
