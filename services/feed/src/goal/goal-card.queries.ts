import type { Sql } from '@tribe/service-kit';

/** The state of a goal after an event. */
export interface GoalCardRow {
  readonly goalId: string;
  readonly title: string;
  readonly isDeleted: boolean;
  readonly participantIds: readonly string[];
  readonly isPublic: boolean;
  readonly version: bigint;
}

export async function upsertGoalCard(sql: Sql, row: GoalCardRow): Promise<void> {
  await sql.execute(
    'goal_card_upsert',
    `INSERT INTO goal_cards AS known (goal_id, title, is_deleted, participant_ids, is_public, version)
     VALUES ($1::uuid, $2, $3, $4::uuid[], $5, $6)
     ON CONFLICT (goal_id) DO UPDATE
        SET title = excluded.title, is_deleted = excluded.is_deleted, participant_ids = excluded.participant_ids,
            is_public = excluded.is_public, version = excluded.version
      WHERE known.version < excluded.version OR known.version = excluded.version AND known.is_public IS NULL`,
    [row.goalId, row.title, row.isDeleted, row.participantIds, row.isPublic, row.version],
  );
}

export async function takesPart(sql: Sql, goalId: string, userId: string): Promise<boolean> {
  const rows = await sql.query(
    'goal_card_takes_part',
    `SELECT FROM goal_cards WHERE goal_id = $1::uuid AND NOT is_deleted AND $2::uuid = ANY(participant_ids)`,
    [goalId, userId],
  );
  return rows.length > 0;
}
