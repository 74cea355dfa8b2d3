import type { Sql } from '@tribe/service-kit';
import { Prisma } from '../generated/prisma/client';
import { dateOf, type Day, dayOf } from '../streak/day.rules';
import type { DayRange, DayValue } from './progress.rules';

interface ValueRow {
  readonly date: string;
  readonly checkins: number;
  readonly value: number | null;
}

/** Returns what was recorded for a system, by day. */
export async function valuesByDay(
  sql: Sql,
  systemId: string,
  { from, to }: DayRange,
): Promise<Map<Day, DayValue>> {
  const rows = await sql.query<ValueRow>(
    'progress_system_values',
    `SELECT local_date::text AS date, count(*)::int AS checkins, sum(metric_value_logged) AS value
       FROM checkins
      WHERE system_id = $1::uuid AND deleted_at IS NULL AND status <> 'skipped'
        AND local_date BETWEEN $2::date AND $3::date
      GROUP BY local_date`,
    [systemId, dateOf(from), dateOf(to)],
  );

  return new Map(rows.map(({ date, checkins, value }) => [dayOf(date), { checkins, value }]));
}

/** Returns the sum of the values of systems on one day each. Systems without a value are absent. */
export async function valuesOn(
  sql: Sql,
  days: readonly { readonly systemId: string; readonly day: Day }[],
): Promise<Map<string, number>> {
  const rows = await sql.query<{ id: string; value: number }>(
    'progress_values_on',
    `SELECT system_id AS id, sum(metric_value_logged) AS value
       FROM unnest($1::uuid[], $2::date[]) AS wanted (id, date)
       JOIN checkins ON system_id = wanted.id AND local_date = wanted.date
      WHERE deleted_at IS NULL AND status <> 'skipped' AND metric_value_logged IS NOT NULL
      GROUP BY system_id`,
    [days.map(({ systemId }) => systemId), days.map(({ day }) => dateOf(day))],
  );

  return new Map(rows.map(({ id, value }) => [id, value]));
}

/** A system that its owner shares with partners. */
export interface SharedSystem {
  readonly id: string;
  readonly userId: string;
}

/** Returns the active systems that users share with their partners: the newest of each user. */
export function listSharedSystems(
  sql: Sql,
  userIds: readonly string[],
  limitPerUser: number,
): Promise<SharedSystem[]> {
  return sql.query<SharedSystem>(
    'progress_shared_systems',
    `SELECT shared.id, owner.id AS "userId"
       FROM unnest($1::uuid[]) AS owner (id)
      CROSS JOIN LATERAL (
            SELECT id FROM systems
             WHERE user_id = owner.id AND deleted_at IS NULL AND status = 'active' AND shared_with_partner
             ORDER BY id DESC LIMIT $2) AS shared`,
    [userIds, limitPerUser],
  );
}

/** The contributions to a goal by local day, and its amount at the same time. */
export interface GoalHistory {
  readonly current: Prisma.Decimal;
  readonly amounts: ReadonlyMap<Day, Prisma.Decimal>;
}

interface GoalHistoryRow {
  readonly current: string;
  readonly days: readonly { readonly date: string; readonly amount: string }[];
}

/** Returns the contributions since a day of a viewer. */
export async function historyOfGoal(
  sql: Sql,
  { goalId, viewerId, from }: { goalId: string; viewerId: string; from: Day },
): Promise<GoalHistory | undefined> {
  const [row] = await sql.query<GoalHistoryRow>(
    'progress_goal_history',
    `WITH viewer AS (
       SELECT coalesce(max(timezone), 'UTC') AS timezone, coalesce(max(day_starts_at_minute), 0)::int AS minute
         FROM user_cards WHERE user_id = $2::uuid),
     by_day AS (
       SELECT ((created_at AT TIME ZONE timezone) - make_interval(mins => minute))::date AS date,
              sum(amount) AS amount
         FROM goal_contributions, viewer
        WHERE goal_id = $1::uuid AND created_at >= ($3::date + make_interval(mins => minute)) AT TIME ZONE timezone
        GROUP BY 1)
     SELECT current_amount::text AS current,
            coalesce((SELECT json_agg(json_build_object('date', date, 'amount', amount::text)) FROM by_day), '[]') AS days
       FROM goals WHERE id = $1::uuid`,
    [goalId, viewerId, dateOf(from)],
  );
  if (!row) return undefined;

  return {
    current: new Prisma.Decimal(row.current),
    amounts: new Map(row.days.map(({ date, amount }) => [dayOf(date), new Prisma.Decimal(amount)])),
  };
}
