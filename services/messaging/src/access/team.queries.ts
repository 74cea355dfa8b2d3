import type { Sql } from '@tribe/service-kit';
import type { ConversationKind } from '../generated/prisma/enums';
import type { TeamRole } from './team-roles.rules';

export interface TeamMember {
  readonly userId: string;
  readonly role: string;
  readonly joinedAt: Date;
}

/** A conversation of a team. */
export interface TeamChannel {
  readonly id: string;
  readonly kind: ConversationKind;
  readonly name: string | null;
  readonly imageUrl: string | null;
  readonly lastSeq: bigint;
  /** All roles without a list. */
  readonly visibleRoles: readonly string[] | null;
}

/** Returns the members of a team, at most 1000. */
export async function listTeamMembers(sql: Sql, teamId: string): Promise<TeamMember[]> {
  const rows = await sql.query<{ user_id: string; role: string; joined_at: Date }>(
    'team_members',
    `SELECT user_id, role, joined_at FROM team_members WHERE team_id = $1::uuid ORDER BY user_id LIMIT 1000`,
    [teamId],
  );

  return rows.map(({ user_id, role, joined_at }) => ({
    userId: user_id,
    role,
    joinedAt: joined_at,
  }));
}

/** Returns the role of a member of a team. */
export async function findTeamRole(
  sql: Sql,
  teamId: string,
  userId: string,
): Promise<TeamRole | undefined> {
  const text = 'SELECT role FROM team_members WHERE team_id = $1::uuid AND user_id = $2::uuid';
  const [row] = await sql.query<{ role: TeamRole }>('team_role', text, [teamId, userId]);

  return row?.role;
}

/** Returns the channels of a team, at most 50. Not for a member: the roles are not asked. */
export async function listTeamChannels(sql: Sql, teamId: string): Promise<TeamChannel[]> {
  const rows = await sql.query<{
    id: string;
    kind: ConversationKind;
    name: string | null;
    image_url: string | null;
    last_seq: bigint;
    visible_roles: string[] | null;
  }>(
    'team_channels',
    `SELECT id, kind, name, image_url, last_seq, visible_roles FROM conversations
      WHERE team_id = $1::uuid AND closed_at IS NULL ORDER BY id LIMIT 50`,
    [teamId],
  );

  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    name: row.name,
    imageUrl: row.image_url,
    lastSeq: row.last_seq,
    visibleRoles: row.visible_roles,
  }));
}

/** Locks a team until the transaction ends, so that its channels are created one after the other. */
export async function lockTeam(sql: Sql, teamId: string): Promise<void> {
  await sql.query('team_lock', 'SELECT id FROM teams WHERE id = $1::uuid FOR UPDATE', [teamId]);
}

/** Returns the team of a channel. Not for a member: the roles are not asked. */
export async function findTeamId(sql: Sql, conversationId: string): Promise<string | undefined> {
  const text = 'SELECT team_id FROM conversations WHERE id = $1::uuid AND team_id IS NOT NULL';
  const [row] = await sql.query<{ team_id: string }>('team_of_channel', text, [conversationId]);

  return row?.team_id;
}
