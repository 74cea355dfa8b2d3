import { batched, type Sql } from '@tribe/service-kit';

/** Returns the end of the last mute of a user that was not lifted, also when it has passed. */
export const selectMuteEnd = batched(selectMuteEnds);

async function selectMuteEnds(sql: Sql, userIds: readonly string[]): Promise<Map<string, Date>> {
  const rows = await sql.query<{ user_id: string; muted_until: Date }>(
    'moderation_mute_ends',
    `SELECT user_id, max(muted_until) AS muted_until FROM moderation_mutes
      WHERE user_id = ANY($1::uuid[]) AND NOT is_lifted GROUP BY user_id`,
    [userIds],
  );

  return new Map(rows.map(({ user_id, muted_until }) => [user_id, muted_until]));
}

/** A mute as an event of social-graph describes it. */
export interface ModerationMute {
  readonly actionId: string;
  readonly userId: string;
  readonly mutedUntil: Date;
  readonly isLifted: boolean;
  readonly version: bigint;
}

/** Writes a mute, unless a newer event has written it. */
export async function upsertMute(sql: Sql, mute: ModerationMute): Promise<void> {
  await sql.execute(
    'moderation_mute_upsert',
    `INSERT INTO moderation_mutes AS known (action_id, user_id, muted_until, is_lifted, version)
     VALUES ($1::uuid, $2::uuid, $3, $4, $5)
     ON CONFLICT (action_id) DO UPDATE
     SET muted_until = excluded.muted_until, is_lifted = excluded.is_lifted, version = excluded.version
     WHERE known.version < excluded.version`,
    [mute.actionId, mute.userId, mute.mutedUntil, mute.isLifted, mute.version],
  );
}

export async function deleteMutes(sql: Sql, userId: string): Promise<number> {
  return sql.execute(
    'moderation_mutes_erase',
    'DELETE FROM moderation_mutes WHERE user_id = $1::uuid',
    [userId],
  );
}
