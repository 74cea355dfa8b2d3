import type { Sql } from '@tribe/service-kit';
import type { ConversationKind } from '../generated/prisma/enums';
import type { Membership } from './conversation.queries';
import { conversationRoleOf, type TeamRole } from './team-roles.rules';

interface TeamMembershipRow {
  id: string;
  kind: ConversationKind;
  name: string | null;
  image_url: string | null;
  version: bigint;
  last_seq: bigint;
  archived_seq: bigint;
  created_at: Date;
  team_id: string;
  participant_id: string | null;
  role: TeamRole;
  read_seq: bigint | null;
}

/** The service decides by the role, and the row level security decides again. */
const teamMembership = `
  SELECT c.id, c.kind, c.name, c.image_url, c.version, c.last_seq, c.archived_seq, c.created_at, c.team_id, p.id AS participant_id,
         member.role, p.read_seq
    FROM conversations c
    JOIN team_members member ON member.team_id = c.team_id AND member.user_id = $2::uuid
    LEFT JOIN conversation_participants p
      ON p.conversation_id = c.id AND p.user_id = member.user_id AND p.left_at IS NULL
   WHERE c.id = $1::uuid AND c.closed_at IS NULL AND (c.visible_roles IS NULL OR member.role = ANY (c.visible_roles))`;

/**
 * Returns the conversation of a team if the user is a member whose role sees it. Members see it from its first message
 * that is not archived, and have a row as participants after they have read or muted it.
 *
 * @param sql in the name of the user
 */
export async function findTeamMembership(
  sql: Sql,
  conversationId: string,
  userId: string,
): Promise<Membership | undefined> {
  const values = [conversationId, userId];
  const [row] = await sql.query<TeamMembershipRow>('team_membership', teamMembership, values);

  return row && toMembership(row, userId, sql);
}

function toMembership(row: TeamMembershipRow, userId: string, sql: Sql): Membership {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    imageUrl: row.image_url,
    directKey: null,
    version: row.version,
    lastSeq: row.last_seq,
    createdAt: row.created_at,
    userId,
    participantId: row.participant_id,
    role: conversationRoleOf(row.role),
    team: { id: row.team_id, role: row.role },
    joinedSeq: row.archived_seq,
    archivedSeq: row.archived_seq,
    readSeq: row.read_seq ?? 0n,
    sql,
  };
}

const participantEnsure = `
  INSERT INTO conversation_participants AS known (id, conversation_id, user_id, joined_at, joined_seq, read_seq)
  SELECT $3::uuid, c.id, member.user_id, member.joined_at, 0,
         coalesce((SELECT max(seq) FROM messages WHERE conversation_id = c.id AND created_at < member.joined_at), 0)
    FROM conversations c
    JOIN team_members member ON member.team_id = c.team_id AND member.user_id = $2::uuid
   WHERE c.id = $1::uuid AND c.closed_at IS NULL AND (c.visible_roles IS NULL OR member.role = ANY (c.visible_roles))
  ON CONFLICT (conversation_id, user_id) DO UPDATE
  SET left_at = NULL, left_seq = NULL, read_seq = greatest(known.read_seq, excluded.read_seq), version = known.version + 1
  WHERE known.left_at IS NOT NULL`;

/**
 * Gives a member of a team a row as a participant, for the read mark and the settings. Messages from before the membership
 * count as read.
 */
export async function ensureParticipant(
  sql: Sql,
  row: { conversationId: string; userId: string; participantId: string },
): Promise<void> {
  const values = [row.conversationId, row.userId, row.participantId];
  await sql.execute('team_participant_ensure', participantEnsure, values);
}
