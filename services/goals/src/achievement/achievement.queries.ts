import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import type { Achievement } from '../generated/prisma/client';
import type { AchievementKind } from './achievement-criteria';
import type { DatedFact, Tally } from './achievement.rules';

/** An achievement with its rule as stored. */
export type StoredAchievement = Omit<Achievement, 'criteria' | 'backfilledAt' | 'isActive'> & {
  readonly criteria: unknown;
};

/** An achievement, and when a user earned it. */
export interface EarnedAchievement extends StoredAchievement {
  readonly earnedAt: Date | null;
}

export interface Award extends StoredAchievement {
  readonly awardId: string;
  readonly earnedAt: Date;
}

/** More facts are not looked at for a rule about a period. */
const maxFacts = 10_000;
/** There are no more achievements. */
const maxAchievements = 200;

const columns = `
  a.id, a.code, a.name, a.description, a.icon_url AS "iconUrl", a.category, a.points, a.criteria,
  a.created_at AS "createdAt"`;

/** Returns the achievements whose rules count facts of a kind and that a user has not earned. */
export function findOpenAchievements(
  sql: Sql,
  userId: string,
  kind: AchievementKind,
): Promise<StoredAchievement[]> {
  return sql.query<StoredAchievement>(
    'achievement_open',
    `SELECT ${columns} FROM achievements a
      WHERE is_active
        AND coalesce(criteria ->> 'kind', 'streak_' || (criteria ->> 'unit')) = $2
        AND NOT EXISTS (
              SELECT FROM user_achievements WHERE user_id = $1::uuid AND achievement_id = a.id)
      ORDER BY a.id LIMIT ${maxAchievements}`,
    [userId, kind],
  );
}

/** Returns the achievements with the time at which a user earned them: active ones, and earned ones. */
export function listForUser(sql: Sql, userId: string): Promise<EarnedAchievement[]> {
  return sql.query<EarnedAchievement>(
    'achievement_list',
    `SELECT ${columns}, ua.earned_at AS "earnedAt"
       FROM achievements a
       LEFT JOIN user_achievements ua ON ua.achievement_id = a.id AND ua.user_id = $1::uuid
      WHERE a.is_active OR ua.id IS NOT NULL
      ORDER BY a.category, a.points, a.code LIMIT ${maxAchievements}`,
    [userId],
  );
}

/** Returns the awards of a user, newest first. */
export function listAwards(sql: Sql, userId: string, window: PageWindow): Promise<Award[]> {
  const { at, id } = olderThan(window);
  return sql.query<Award>(
    'award_page',
    `SELECT ${columns}, ua.id AS "awardId", ua.earned_at AS "earnedAt"
       FROM user_achievements ua
       JOIN achievements a ON a.id = ua.achievement_id
      WHERE ua.user_id = $1::uuid AND (ua.earned_at, ua.id) < ($2::timestamptz, $3::uuid)
      ORDER BY ua.earned_at DESC, ua.id DESC LIMIT $4 OFFSET $5`,
    [userId, at, id, window.limit, window.offset],
  );
}

export function countAwards(sql: Sql, userId: string): Promise<number> {
  const text = 'SELECT count(*)::int AS total FROM user_achievements WHERE user_id = $1::uuid';
  return countRows(sql, 'award_count', text, [userId]);
}

/** Returns the points of all awards of a user. */
export function sumPoints(sql: Sql, userId: string): Promise<number> {
  return countRows(
    sql,
    'award_points',
    `SELECT coalesce(sum(points), 0)::int AS total
       FROM user_achievements ua JOIN achievements a ON a.id = ua.achievement_id
      WHERE ua.user_id = $1::uuid`,
    [userId],
  );
}

/** Counts the facts of a user of one kind. */
export async function tallyOf(sql: Sql, userId: string, kind: AchievementKind): Promise<Tally> {
  const [row] = await sql.query<Tally>(
    'achievement_tally',
    `SELECT count(*)::int AS facts, count(DISTINCT day)::int AS days, count(DISTINCT item_id)::int AS items,
            coalesce(max(value), 0) AS "maxValue"
       FROM achievement_facts WHERE user_id = $1::uuid AND kind = $2 AND is_active`,
    [userId, kind],
  );
  if (!row) throw new Error('an aggregate has no row');

  return row;
}

/** Returns the facts of a user of one kind between two instants, the latest first. */
export function findFactsBetween(
  sql: Sql,
  { userId, kind }: { userId: string; kind: AchievementKind },
  { from, to }: { from: Date | '-infinity'; to: Date | 'infinity' },
): Promise<DatedFact[]> {
  return sql.query<DatedFact>(
    'achievement_facts_between',
    `SELECT (extract(epoch FROM at) * 1000)::float8 AS at, day::text, item_id AS "itemId"
       FROM achievement_facts
      WHERE user_id = $1::uuid AND kind = $2 AND is_active AND at BETWEEN $3::timestamptz AND $4::timestamptz
      ORDER BY at DESC LIMIT ${maxFacts}`,
    [userId, kind, from, to],
  );
}

/** Returns the oldest active achievement whose earlier facts have not been evaluated. */
export async function findNewAchievement(
  sql: Sql,
): Promise<Pick<StoredAchievement, 'id' | 'criteria'> | undefined> {
  const [row] = await sql.query<StoredAchievement>(
    'achievement_to_backfill',
    'SELECT id, criteria FROM achievements WHERE is_active AND backfilled_at IS NULL ORDER BY id LIMIT 1',
    [],
  );
  return row;
}

/** Returns the next users with facts of a kind, by id. */
export async function usersWithFacts(
  sql: Sql,
  kind: AchievementKind,
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  const rows = await sql.query<{ userId: string }>(
    'achievement_users',
    `SELECT DISTINCT user_id AS "userId" FROM achievement_facts
      WHERE kind = $1 AND user_id > $2::uuid ORDER BY user_id LIMIT $3`,
    [kind, after, limit],
  );
  return rows.map(({ userId }) => userId);
}
