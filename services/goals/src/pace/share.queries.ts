import type { Sql } from '@tribe/service-kit';

export interface SharesRow {
  readonly current_amount: string;
  readonly given_today: string;
  readonly sharers: readonly {
    readonly userId: string;
    readonly given: string;
    readonly credit: string;
    readonly today: string;
    readonly restingUntil: string | null;
  }[];
}

/** One statement, so that the sums belong together. */
const shares = `
  WITH recent AS (
    SELECT user_id, sum(amount) AS amount
      FROM goal_contributions
     WHERE goal_id = $1::uuid AND created_at >= $2::timestamptz
     GROUP BY user_id)
  SELECT g.current_amount::text,
         (SELECT coalesce(sum(amount), 0)::text FROM recent) AS given_today,
         coalesce((SELECT json_agg(json_build_object('userId', p.user_id, 'given', p.contribution_amount::text,
                           'credit', p.share_credit::text, 'today', coalesce(recent.amount, 0)::text,
                           'restingUntil', p.resting_until::text) ORDER BY p.joined_at, p.id)
            FROM goal_participants p LEFT JOIN recent ON recent.user_id = p.user_id
           WHERE p.goal_id = g.id AND p.left_at IS NULL AND p.role IN ('creator', 'member')), '[]') AS sharers
    FROM goals g
   WHERE g.id = $1::uuid`;

/** Returns the sums from which shares are computed, and the members in order of joining. */
export async function findShares(
  sql: Sql,
  goalId: string,
  since: Date,
): Promise<SharesRow | undefined> {
  const [row] = await sql.query<SharesRow>('goal_shares', shares, [goalId, since]);
  return row;
}

const credit = `
  UPDATE goal_participants newcomer
     SET share_credit = greatest(0, trunc(others.given, $3::int) - newcomer.contribution_amount)
    FROM (SELECT coalesce(avg(contribution_amount + share_credit), 0) AS given
            FROM goal_participants
           WHERE goal_id = $1::uuid AND user_id <> $2::uuid AND left_at IS NULL AND role IN ('creator', 'member')) others
   WHERE newcomer.goal_id = $1::uuid AND newcomer.user_id = $2::uuid`;

/**
 * Credits a new member of a locked goal with what the members gave on average, so that all of them share what is still
 * missing.
 */
export async function creditNewcomer(
  sql: Sql,
  { goalId, userId, decimals }: { goalId: string; userId: string; decimals: number },
): Promise<void> {
  await sql.execute('goal_share_credit', credit, [goalId, userId, decimals]);
}
