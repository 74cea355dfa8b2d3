import { type EventPublisher, insertEvents, type OutboxEvent } from '@tribe/events';
import { type Sql, violatesConstraint } from '@tribe/service-kit';
import type { Attachment } from '../attachment/attachment.rules';
import { digestOf } from './chain.rules';
import type { Message } from './message.queries';

/** A message before it has its number and its hash. */
export type NewMessage = Omit<Message, keyof Numbered>;

/** The fields of a message that has only a content. */
export const plainMessage = {
  replyToMessageId: null,
  repliedActivity: null,
  threadRootId: null,
  inConversation: true,
  mediaId: null,
  attachmentsHash: null,
  metadata: null,
  mentionedIds: [],
  mentionsRoom: false,
  clientMsgId: null,
  editedAt: null,
  deletedAt: null,
  version: 0n,
  pinnedAt: null,
} satisfies Partial<NewMessage>;

/** The number of a new entry, and the chain up to it. */
export interface Numbered {
  readonly seq: bigint;
  readonly digest: Uint8Array;
  readonly hash: Uint8Array;
}

/** A message to append, with its event. */
export interface Append {
  readonly message: NewMessage;
  readonly attachments?: readonly Attachment[];
  /** Its version is replaced by the number of the message. */
  readonly event: OutboxEvent;
  /** The version of the conversation that the sender's right was read with. */
  readonly version: bigint;
  /** Whether the message reports a change of the conversation, which increments the version. */
  readonly changesConversation?: boolean;
}

/**
 * A CTE that gives the next entry of a conversation its number and its hash. It waits for the row lock and then reads the
 * current row, so that numbers have no gap and the order of the numbers is the order of the commits. It numbers nothing
 * when the participants have changed since they were read. Its parameters are `$2` to `$5`.
 *
 * @param changes further assignments
 */
export const numberEntry = (changes = '') => `
  numbered AS (
    UPDATE conversations
       SET last_seq = last_seq + 1, last_hash = sha256(last_hash || int8send(last_seq + 1) || $4::bytea)${changes}
     WHERE id = $2::uuid AND version = $3
    RETURNING id, team_id, last_seq AS seq, last_hash AS hash, $4::bytea AS digest, $5::timestamptz AS at
  )`;

/** Inserts the event of a numbered entry, with the number as its version. */
export const publishEntry = `
  published AS (${insertEvents('EXISTS (SELECT FROM numbered)', '(SELECT seq FROM numbered)')})
  SELECT seq, digest, hash FROM numbered`;

const messageAppend = (attached = '') => `
  WITH ${numberEntry(`,
           last_message_at = CASE WHEN $19 THEN greatest(last_message_at, $5::timestamptz) ELSE last_message_at END, version = version + $6`)}, added AS (
    INSERT INTO messages (conversation_id, seq, digest, hash, created_at, id, sender_id, type, content, content_salt,
                          content_hash, reply_to_message_id, metadata, client_msg_id, mentioned_ids, mentions_room,
                          thread_root_id, in_conversation, media_id, replied_activity, attachments_hash, team_id)
    SELECT id, seq, digest, hash, at, $7::uuid, $8::uuid, $9::message_type, $10, $11::bytea, $12::bytea, $13::uuid, $14::jsonb, $15,
           $16::uuid[], $17, $18::uuid, $19, $20::uuid, $21::jsonb, $22::bytea, team_id
      FROM numbered
  )${attached}, ${publishEntry}`;

const attachmentsInsert = `, attached AS (
    INSERT INTO message_attachments (id, message_id, conversation_id, seq, media_id, owner_id, kind, content_type, name, size,
                                     width, height, blurhash, color, team_id, created_at)
    SELECT item.id, $7::uuid, numbered.id, numbered.seq, item."mediaId", $8::uuid, item.kind, item."contentType", item.name,
           item.size, item.width, item.height, item.blurhash, item.color, numbered.team_id, numbered.at
      FROM numbered CROSS JOIN jsonb_to_recordset($23::jsonb) AS item (
             id uuid, "mediaId" uuid, kind attachment_kind, "contentType" text, name text, size int, width int, height int,
             blurhash text, color text)
  )`;

const plainAppend = { name: 'message_append', text: messageAppend() };
const attachedAppend = {
  name: 'message_append_attached',
  text: messageAppend(attachmentsInsert),
};

/**
 * Appends a message to its conversation with one statement: the message, the number and the hash of the conversation, and
 * the event. The cost does not depend on the number of participants.
 *
 * @returns undefined when the conversation has another version; then nothing is written
 * @throws MessageSentError when an earlier request has sent a message with the same `clientMsgId`
 */
export async function appendMessage(
  sql: Sql,
  events: EventPublisher,
  append: Append,
): Promise<Numbered | undefined> {
  const { message, event, version, attachments = [], changesConversation = false } = append;
  const hasAttachments = attachments.length > 0;

  const statement = {
    ...(hasAttachments ? attachedAppend : plainAppend),
    values: [
      message.conversationId,
      version,
      digestOf({ kind: 'message', ...message }),
      message.createdAt,
      changesConversation ? 1 : 0,
      message.id,
      message.senderId,
      message.type,
      message.content,
      message.contentSalt,
      message.contentHash,
      message.replyToMessageId,
      message.metadata && JSON.stringify(message.metadata),
      message.clientMsgId,
      message.mentionedIds,
      message.mentionsRoom,
      message.threadRootId,
      message.inConversation,
      message.mediaId,
      message.repliedActivity && JSON.stringify(message.repliedActivity),
      message.attachmentsHash,
      ...(hasAttachments ? [JSON.stringify(attachments)] : []),
    ],
  };

  const [numbered] = await events
    .publishReturning<Numbered>(sql, [event], statement)
    .catch(refuseSent);

  return numbered;
}

/** Messages that the sender of a request can send before the recipient has accepted it. */
const maxRequestMessages = 3;

/**
 * Counts a message of a request, which it locks until the transaction ends.
 *
 * @returns false when the sender has sent the maximum number of messages
 */
export async function countRequestMessage(sql: Sql, conversationId: string): Promise<boolean> {
  const counted = await sql.execute(
    'message_request_count',
    `UPDATE message_requests SET sent_count = sent_count + 1
      WHERE conversation_id = $1::uuid AND (status = 'accepted' OR sent_count < $2)`,
    [conversationId, maxRequestMessages],
  );

  return counted > 0;
}

/** An earlier request has sent a message with the same `clientMsgId`. */
export class MessageSentError extends Error {
  override readonly name = 'MessageSentError';
}

function refuseSent(error: unknown): never {
  throw violatesConstraint(error, 'messages_client_msg_id_key') ? new MessageSentError() : error;
}
