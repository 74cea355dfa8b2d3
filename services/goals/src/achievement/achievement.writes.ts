import { newId, type Sql } from '@tribe/service-kit';
import type { AchievementFact } from './achievement-facts.rules';

/** Lets one transaction at a time evaluate a user, so that of two simultaneous facts the second sees the first. */
export async function lockAchiever(sql: Sql, userId: string): Promise<void> {
  await sql.execute(
    'achiever_lock',
    `SELECT pg_advisory_xact_lock(hashtextextended('achievements of ' || $1, 0))`,
    [userId],
  );
}

/**
 * Stores a fact. Returns false when the same or a newer state is stored, for the end of something unknown, and for a user
 * whose account was erased.
 */
export async function saveFact(sql: Sql, fact: AchievementFact): Promise<boolean> {
  const saved = await sql.execute(
    'achievement_fact_save',
    `INSERT INTO achievement_facts AS known
       (user_id, kind, source_id, item_id, day, at, value, is_active, version)
     SELECT $1::uuid, $2::varchar, $3::uuid, $4::uuid, $5::date, $6::timestamptz, $7::float8, $8::boolean, $9::bigint
      WHERE ($8::boolean OR EXISTS (
              SELECT FROM achievement_facts WHERE user_id = $1::uuid AND kind = $2::varchar AND source_id = $3::uuid))
        AND NOT EXISTS (
              SELECT FROM user_cards WHERE user_id = $1::uuid AND NOT is_active AND username = '')
     ON CONFLICT (user_id, kind, source_id) DO UPDATE
       SET item_id = excluded.item_id, day = excluded.day, at = excluded.at, value = excluded.value,
           is_active = excluded.is_active, version = excluded.version
     WHERE known.version < excluded.version`,
    [
      fact.userId,
      fact.kind,
      fact.sourceId,
      fact.itemId,
      fact.day,
      fact.at,
      fact.value,
      fact.isActive,
      fact.version,
    ],
  );
  return saved > 0;
}

/** Awards an achievement. Returns the id of the award, or undefined when the user has it. */
export async function insertAward(
  sql: Sql,
  award: { userId: string; achievementId: string; now: Date },
): Promise<string | undefined> {
  const [row] = await sql.query<{ id: string }>(
    'award_insert',
    `INSERT INTO user_achievements (id, user_id, achievement_id, earned_at)
     VALUES ($1::uuid, $2::uuid, $3::uuid, $4)
     ON CONFLICT (user_id, achievement_id) DO NOTHING
     RETURNING id`,
    [newId(), award.userId, award.achievementId, award.now],
  );
  return row?.id;
}

export async function markBackfilled(sql: Sql, achievementId: string, now: Date): Promise<void> {
  await sql.execute(
    'achievement_backfilled',
    'UPDATE achievements SET backfilled_at = $2 WHERE id = $1::uuid',
    [achievementId, now],
  );
}
