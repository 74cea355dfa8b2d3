import { batchedPairs, type Sql } from '@tribe/service-kit';
import type { ConversationKind, ConversationRole } from '../generated/prisma/enums';
import type { Tx } from '../prisma.service';
import type { TeamRole } from './team-roles.rules';

export interface Conversation {
  readonly id: string;
  readonly kind: ConversationKind;
  readonly name: string | null;
  readonly imageUrl: string | null;
  readonly directKey: string | null;
  /** Changes with the name, the image and the participants. */
  readonly version: bigint;
  readonly lastSeq: bigint;
  readonly createdAt: Date;
}

/** A conversation, and a user's place in it. */
export interface Membership extends Conversation {
  readonly userId: string;
  /** The entity of the events about reading; null for a member of a team who has read nothing. */
  readonly participantId: string | null;
  /** The team of a channel, and the role of the user in it. */
  readonly team: { readonly id: string; readonly role: TeamRole } | null;
  /** Reads the messages of the conversation; those of a team in the name of the user. */
  readonly sql: Sql;
  readonly role: ConversationRole;
  readonly joinedSeq: bigint;
  /** Messages of a channel up to this number are archived; 0 elsewhere. */
  readonly archivedSeq: bigint;
  readonly readSeq: bigint;
}

interface MembershipRow {
  id: string | null;
  kind: ConversationKind;
  name: string | null;
  image_url: string | null;
  direct_key: string | null;
  version: bigint;
  last_seq: bigint;
  created_at: Date;
  user_id: string;
  participant_id: string;
  role: ConversationRole;
  joined_seq: bigint;
  read_seq: bigint;
}

const memberships = `
  SELECT c.id, c.kind, c.name, c.image_url, c.direct_key, c.version, c.last_seq, c.created_at,
         asked.user_id, p.id AS participant_id, p.role, p.joined_seq, p.read_seq
    FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS asked (conversation_id, user_id, position)
    LEFT JOIN conversation_participants p
      ON p.conversation_id = asked.conversation_id AND p.user_id = asked.user_id AND p.left_at IS NULL
    LEFT JOIN conversations c ON c.id = p.conversation_id AND c.team_id IS NULL
   ORDER BY asked.position`;

/** Returns the conversation if the user is a participant of it, and undefined otherwise. Channels of teams are not found. */
export async function findMembership(
  sql: Sql,
  conversationId: string,
  userId: string,
): Promise<Membership | undefined> {
  const row = await readMembership(sql, conversationId, userId);
  return row.id === null ? undefined : toMembership({ ...row, id: row.id }, sql);
}

const readMembership = batchedPairs<MembershipRow>((sql, conversationIds, userIds) =>
  sql.query('memberships', memberships, [conversationIds, userIds]),
);

/** Locks a conversation until the transaction ends, and returns its version. */
export async function lockConversation(
  tx: Tx,
  conversationId: string,
): Promise<bigint | undefined> {
  const text = 'SELECT version FROM conversations WHERE id = $1::uuid FOR UPDATE';
  const values = [conversationId];
  const [row] = await tx.sql.query<{ version: bigint }>('conversation_lock', text, values);

  return row?.version;
}

/** Returns the id of the direct conversation of two users. */
export async function findDirectId(sql: Sql, directKey: string): Promise<string | undefined> {
  const text = 'SELECT id FROM conversations WHERE direct_key = $1';
  const [row] = await sql.query<{ id: string }>('conversation_by_direct_key', text, [directKey]);

  return row?.id;
}

/**
 * Returns the conversations of a user, also the channels of teams, those with the newest message first.
 *
 * @param sql in the name of the user
 */
export async function listConversationIds(
  sql: Sql,
  userId: string,
  limit: number,
): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    'conversation_ids_of_user',
    `SELECT c.id
       FROM conversation_places place JOIN conversations c ON c.id = place.conversation_id
      WHERE place.user_id = $1::uuid
      ORDER BY coalesce(c.last_message_at, c.created_at) DESC, c.id DESC
      LIMIT $2`,
    [userId, limit],
  );

  return rows.map(({ id }) => id);
}

function toMembership(row: MembershipRow & { id: string }, sql: Sql): Membership {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    imageUrl: row.image_url,
    directKey: row.direct_key,
    version: row.version,
    lastSeq: row.last_seq,
    createdAt: row.created_at,
    userId: row.user_id,
    participantId: row.participant_id,
    team: null,
    sql,
    role: row.role,
    joinedSeq: row.joined_seq,
    archivedSeq: 0n,
    readSeq: row.read_seq,
  };
}
