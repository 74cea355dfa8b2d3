import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import type { ContributionType } from '../generated/prisma/enums';

export interface ContributionRow {
  id: string;
  goal_id: string;
  user_id: string;
  amount: string;
  note: string | null;
  contribution_type: ContributionType;
  created_at: Date;
  corrects_id: string | null;
  corrected_by: string | null;
}

const contributionPage = `
  SELECT id, goal_id, user_id, amount::text, note, contribution_type, created_at, corrects_id, corrected_by
    FROM goal_contributions
   WHERE goal_id = $1::uuid AND (created_at, id) < ($2::timestamptz, $3::uuid)
   ORDER BY created_at DESC, id DESC
   LIMIT $4 OFFSET $5`;

const contributionCount = `
  SELECT count(*)::int AS total FROM goal_contributions WHERE goal_id = $1::uuid`;

/** Returns the contributions to a goal, newest first. */
export function listContributions(
  sql: Sql,
  goalId: string,
  window: PageWindow,
): Promise<ContributionRow[]> {
  const { at, id } = olderThan(window);
  const values = [goalId, at, id, window.limit, window.offset];
  return sql.query<ContributionRow>('contribution_page', contributionPage, values);
}

export function countContributions(sql: Sql, goalId: string): Promise<number> {
  return countRows(sql, 'contribution_count', contributionCount, [goalId]);
}
