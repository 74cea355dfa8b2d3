import type { Sql } from '@tribe/service-kit';

/** The year is due at midnight after its last day, in UTC. */
export async function upsertTeamYear(sql: Sql, teamId: string, yearEndsOn: string): Promise<void> {
  await sql.execute(
    'team_year_upsert',
    `INSERT INTO team_years AS known (team_id, year_ends_on, due_at)
     VALUES ($1::uuid, $2::date, ($2::date + 1)::timestamp AT TIME ZONE 'UTC')
     ON CONFLICT (team_id) DO UPDATE SET year_ends_on = excluded.year_ends_on, due_at = excluded.due_at`,
    [teamId, yearEndsOn],
  );
}

/** Archived messages stay archived. */
export async function deleteTeamYear(sql: Sql, teamId: string): Promise<void> {
  await sql.execute('team_year_delete', 'DELETE FROM team_years WHERE team_id = $1::uuid', [
    teamId,
  ]);
}

/** Numbers are in the order of the commits, which differs from the order of the times by moments only. */
const yearArchive = `
  WITH due AS (
    SELECT team_id, due_at FROM team_years WHERE due_at <= $1 ORDER BY due_at, team_id LIMIT 1 FOR UPDATE SKIP LOCKED
  ), archived AS (
    UPDATE conversations c SET archived_seq = newest.seq
      FROM due, conversations channel
     CROSS JOIN LATERAL (
           SELECT max(seq) AS seq FROM messages m
            WHERE m.conversation_id = channel.id AND m.seq > channel.archived_seq
              AND m.created_at < (SELECT due_at FROM due)) newest
     WHERE channel.team_id = due.team_id AND c.id = channel.id AND newest.seq IS NOT NULL
  )
  UPDATE team_years SET archived_before = due.due_at, due_at = due.due_at + interval '1 year'
    FROM due WHERE team_years.team_id = due.team_id`;

/**
 * Archives the messages of a team whose year has ended.
 *
 * @param sql in a transaction that serves no user
 * @returns false without such a team
 */
export async function archiveYear(sql: Sql, now: Date): Promise<boolean> {
  return (await sql.execute('team_year_archive', yearArchive, [now])) > 0;
}
