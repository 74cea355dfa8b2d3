import { newId, type Sql } from '@tribe/service-kit';
import type { AccessChange } from './team-changes.rules';
import type { TeamMember } from './team.queries';

const teamUpsert = `
  INSERT INTO teams AS known (id, version, updated_at) VALUES ($1::uuid, $2, $3)
  ON CONFLICT (id) DO UPDATE SET version = excluded.version, updated_at = excluded.updated_at
  WHERE known.version < excluded.version`;

/**
 * Stores the version of a team, and locks the team until the transaction ends.
 *
 * @returns false when a newer version is known; then nothing is written
 */
export async function upsertTeam(
  sql: Sql,
  { id, version, at }: { id: string; version: bigint; at: Date },
): Promise<boolean> {
  return (await sql.execute('team_upsert', teamUpsert, [id, version, at])) > 0;
}

const membersReplace = `
  WITH present AS (
    SELECT * FROM json_to_recordset($2::json) AS member (user_id uuid, role text, joined_at timestamptz)
  ), gone AS (
    DELETE FROM team_members WHERE team_id = $1::uuid AND user_id NOT IN (SELECT user_id FROM present)
  )
  INSERT INTO team_members AS known (team_id, user_id, role, joined_at)
  SELECT $1::uuid, user_id, role, joined_at FROM present ORDER BY user_id
  ON CONFLICT (team_id, user_id) DO UPDATE SET role = excluded.role, joined_at = excluded.joined_at
  WHERE (known.role, known.joined_at) IS DISTINCT FROM (excluded.role, excluded.joined_at)`;

export async function replaceMembers(
  sql: Sql,
  teamId: string,
  members: readonly TeamMember[],
): Promise<void> {
  const rows = members.map((member) => ({
    user_id: member.userId,
    role: member.role,
    joined_at: member.joinedAt,
  }));

  await sql.execute('team_members_replace', membersReplace, [teamId, JSON.stringify(rows)]);
}

const participationsEnd = `
  INSERT INTO conversation_participants AS known (id, conversation_id, user_id, joined_at, joined_seq, read_seq, left_at, left_seq)
  SELECT removed.id, c.id, removed.user_id, $2, 0, 0, $2, c.last_seq
    FROM json_to_recordset($1::json) AS removed (id uuid, conversation_id uuid, user_id uuid)
    JOIN conversations c ON c.id = removed.conversation_id
   ORDER BY c.id, removed.user_id
  ON CONFLICT (conversation_id, user_id) DO UPDATE
  SET left_at = excluded.left_at, left_seq = excluded.left_seq, version = known.version + 1`;

/**
 * Ends the participations of members who lost a channel, so that they no longer count as readers. Members without a row get
 * one, which tells their clients that they have left; that of a member who has returned may be from before.
 */
export async function endParticipations(
  sql: Sql,
  changes: readonly AccessChange[],
  at: Date,
): Promise<void> {
  const removed = changes.flatMap(({ channel, removed: userIds }) =>
    userIds.map((user_id) => ({ id: newId(), conversation_id: channel.id, user_id })),
  );

  await sql.execute('team_participations_end', participationsEnd, [JSON.stringify(removed), at]);
}
