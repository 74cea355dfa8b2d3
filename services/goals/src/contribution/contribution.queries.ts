import { Injectable } from '@nestjs/common';
import { Database } from '@tribe/service-kit';
import type { ContributionType } from '../generated/prisma/enums';

export interface ContributionRow {
  id: string;
  goal_id: string;
  user_id: string;
  amount: string;
  note: string | null;
  contribution_type: ContributionType;
  created_at: Date;
}

/** The last contribution somebody has seen; the page goes on with older ones. */
export interface ContributionPosition {
  createdAt: Date | 'infinity';
  id: string;
}

const end: ContributionPosition = { createdAt: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

const contributionPage = `
  SELECT id, goal_id, user_id, amount::text, note, contribution_type, created_at
    FROM goal_contributions
   WHERE goal_id = $1::uuid AND (created_at, id) < ($2::timestamptz, $3::uuid)
   ORDER BY created_at DESC, id DESC
   LIMIT $4 OFFSET $5`;

const contributionCount = `SELECT count(*)::int AS total FROM goal_contributions WHERE goal_id = $1::uuid`;

@Injectable()
export class ContributionQueries {
  constructor(private readonly database: Database) {}

  listContributions(
    goalId: string,
    page: { before: ContributionPosition | null; limit: number; offset: number },
  ): Promise<ContributionRow[]> {
    const { createdAt, id } = page.before ?? end;
    const values = [goalId, createdAt, id, page.limit, page.offset];
    return this.database.query<ContributionRow>('contribution-page', contributionPage, values);
  }

  async countContributions(goalId: string): Promise<number> {
    const rows = await this.database.query<{ total: number }>('contribution-count', contributionCount, [goalId]);
    return rows[0]?.total ?? 0;
  }
}
