import { batched, type Sql } from '@tribe/service-kit';
import type { MessageType } from '../generated/prisma/enums';

export const systemActions = [
  'participants_added',
  'participant_removed',
  'participant_left',
  'renamed',
  'image_changed',
  'goal_completed',
  'retention_changed',
  'roles_changed',
  'type_changed',
  'event_changed',
] as const;
export type SystemAction = (typeof systemActions)[number];

/** The change that a system message reports. */
export interface SystemMetadata {
  readonly action: SystemAction;
  readonly actor_id: string;
  /** The users that were added or removed, or that left. */
  readonly user_ids: readonly string[];
  /** The new owner, when the owner has left. */
  readonly owner_id: string | null;
  /** The new name. */
  readonly name: string | null;
  /** The completed goal. */
  readonly goal_id?: string;
  readonly goal_title?: string;
}

export const activityTypes = ['checkin', 'reflection', 'goal'] as const;

/** An activity of one of the two users of a conversation, as it was when a message answered it. */
export interface RepliedActivity {
  readonly type: (typeof activityTypes)[number];
  readonly id: string;
  readonly author_id: string;
  readonly summary: string;
}

export interface Message {
  readonly id: string;
  readonly conversationId: string;
  readonly seq: bigint;
  /** null for system messages, and after the sender was erased. */
  readonly senderId: string | null;
  readonly type: MessageType;
  readonly content: string | null;
  readonly contentSalt: Uint8Array | null;
  /** The hash of the original content. */
  readonly contentHash: Uint8Array | null;
  /** null without attachments, and of messages from before it was part of the digest. */
  readonly attachmentsHash: Uint8Array | null;
  readonly replyToMessageId: string | null;
  readonly repliedActivity: RepliedActivity | null;
  /** The message whose thread this reply belongs to. */
  readonly threadRootId: string | null;
  /** Whether the history of the conversation shows the message; replies in a thread choose it. */
  readonly inConversation: boolean;
  /** The first attachment; null without attachments. */
  readonly mediaId: string | null;
  readonly metadata: SystemMetadata | null;
  readonly mentionedIds: readonly string[];
  /** Whether the message mentions everyone who can see it. */
  readonly mentionsRoom: boolean;
  readonly clientMsgId: string | null;
  readonly editedAt: Date | null;
  readonly deletedAt: Date | null;
  /** The hash of the facts, which stays when facts are erased. */
  readonly digest: Uint8Array;
  readonly hash: Uint8Array;
  /** Incremented per event about reactions and the pin. */
  readonly version: bigint;
  readonly pinnedAt: Date | null;
  readonly createdAt: Date;
}

interface MessageRow {
  id: string;
  conversation_id: string;
  seq: bigint;
  sender_id: string | null;
  type: MessageType;
  content: string | null;
  content_salt: Buffer | null;
  content_hash: Buffer | null;
  attachments_hash: Buffer | null;
  reply_to_message_id: string | null;
  replied_activity: RepliedActivity | null;
  thread_root_id: string | null;
  in_conversation: boolean;
  media_id: string | null;
  metadata: SystemMetadata | null;
  mentioned_ids: string[] | null;
  mentions_room: boolean;
  client_msg_id: string | null;
  edited_at: Date | null;
  deleted_at: Date | null;
  digest: Buffer;
  hash: Buffer;
  version: bigint;
  pinned_at: Date | null;
  created_at: Date;
}

/** The messages between two numbers, both excluded. */
export interface MessageRange {
  readonly conversationId: string;
  readonly after: bigint;
  readonly before: bigint;
  /** Whether the range includes replies in threads that the history does not show. */
  readonly withReplies: boolean;
}

const columns = `id, conversation_id, seq, sender_id, type, content, content_salt, content_hash, attachments_hash,
  reply_to_message_id, replied_activity, thread_root_id, in_conversation, media_id, metadata, mentioned_ids, mentions_room, client_msg_id,
  edited_at, deleted_at, digest, hash, version, pinned_at, created_at`;

const selectMessages = `SELECT ${columns} FROM messages`;
const inRange =
  'WHERE conversation_id = $1::uuid AND seq > $2 AND seq < $3 AND (in_conversation OR $4)';

/** Returns a message by id, of any conversation. */
export const findMessage = batched(findMessages);

/** Returns messages by id, of any conversation; nothing is asked for no id. */
export async function findMessages(
  sql: Sql,
  ids: readonly string[],
): Promise<Map<string, Message>> {
  if (ids.length === 0) return new Map();
  const text = `${selectMessages} WHERE id = ANY($1::uuid[])`;
  const rows = await sql.query<MessageRow>('messages_by_id', text, [ids]);

  return new Map(rows.map((row) => [row.id, toMessage(row)]));
}

/** Returns the message that an earlier request with the same id has sent. */
export async function findSentMessage(
  sql: Sql,
  { conversationId, senderId, clientMsgId }: Sent,
): Promise<Message | undefined> {
  const text = `${selectMessages}
    WHERE conversation_id = $1::uuid AND sender_id = $2::uuid AND client_msg_id = $3`;
  const [row] = await sql.query<MessageRow>('message_by_client_msg_id', text, [
    conversationId,
    senderId,
    clientMsgId,
  ]);

  return row && toMessage(row);
}

interface Sent {
  readonly conversationId: string;
  readonly senderId: string;
  readonly clientMsgId: string;
}

/** Returns the newest messages of a range, newest first. */
export async function listNewest(
  sql: Sql,
  { conversationId, after, before, withReplies }: MessageRange,
  { limit, offset }: { limit: number; offset: number },
): Promise<Message[]> {
  const text = `${selectMessages} ${inRange} ORDER BY seq DESC LIMIT $5 OFFSET $6`;
  const values = [conversationId, after, before, withReplies, limit, offset];
  const rows = await sql.query<MessageRow>('messages_newest', text, values);

  return rows.map(toMessage);
}

/** Returns the pinned messages after a number, in the reverse order of pinning; at most 50. */
export async function listPinned(
  sql: Sql,
  conversationId: string,
  after: bigint,
): Promise<(Message & { pinnedBy: string | null })[]> {
  const text = `SELECT ${columns}, pinned_by FROM messages
    WHERE conversation_id = $1::uuid AND seq > $2 AND pinned_at IS NOT NULL
    ORDER BY pinned_at DESC, seq DESC
    LIMIT 50`;

  const values = [conversationId, after];
  const rows = await sql.query<MessageRow & { pinned_by: string | null }>('pins', text, values);

  return rows.map((row) => ({ ...toMessage(row), pinnedBy: row.pinned_by }));
}

/** Returns the oldest messages of a range, oldest first. */
export async function listOldest(
  sql: Sql,
  { conversationId, after, before, withReplies }: MessageRange,
  limit: number,
): Promise<Message[]> {
  const text = `${selectMessages} ${inRange} ORDER BY seq LIMIT $5`;
  const values = [conversationId, after, before, withReplies, limit];
  const rows = await sql.query<MessageRow>('messages_oldest', text, values);

  return rows.map(toMessage);
}

/**
 * Returns the replies in a thread, the newest first.
 *
 * @param before a number; undefined for all replies
 */
export async function listReplies(
  sql: Sql,
  rootId: string,
  before: bigint | undefined,
  limit: number,
): Promise<Message[]> {
  const text = `${selectMessages}
    WHERE thread_root_id = $1::uuid AND ($2::bigint IS NULL OR seq < $2) ORDER BY seq DESC LIMIT $3`;
  const values = [rootId, before ?? null, limit];
  const rows = await sql.query<MessageRow>('thread_replies', text, values);

  return rows.map(toMessage);
}

function toMessage(row: MessageRow): Message {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    seq: row.seq,
    senderId: row.sender_id,
    type: row.type,
    content: row.content,
    contentSalt: row.content_salt,
    contentHash: row.content_hash,
    attachmentsHash: row.attachments_hash,
    replyToMessageId: row.reply_to_message_id,
    repliedActivity: row.replied_activity,
    threadRootId: row.thread_root_id,
    inConversation: row.in_conversation,
    mediaId: row.media_id,
    metadata: row.metadata,
    mentionedIds: row.mentioned_ids ?? [],
    mentionsRoom: row.mentions_room,
    clientMsgId: row.client_msg_id,
    editedAt: row.edited_at,
    deletedAt: row.deleted_at,
    digest: row.digest,
    hash: row.hash,
    version: row.version,
    pinnedAt: row.pinned_at,
    createdAt: row.created_at,
  };
}
