import type { EventPublisher, NewEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { digestOf } from './chain.rules';
import type { Message } from './message.queries';
import { numberEntry, type Numbered, publishEntry } from './message.writes';

/** An edit of a message, before it has its number and its hash. */
export interface Edit {
  readonly conversationId: string;
  readonly messageId: string;
  readonly editorId: string;
  readonly content: string;
  readonly contentSalt: Uint8Array;
  readonly contentHash: Uint8Array;
  readonly mentionedIds: readonly string[];
  readonly mentionsRoom: boolean;
  readonly createdAt: Date;
}

/** A deletion of a message, before it has its number and its hash. */
export interface Deletion {
  readonly conversationId: string;
  readonly messageId: string;
  /** null for an erasure. */
  readonly deletedBy: string | null;
  readonly deletedAs: string;
  readonly createdAt: Date;
}

/** An entry of a locked conversation with this version, and its event. */
interface Change<Entry> {
  readonly entry: Entry;
  readonly version: bigint;
  readonly event: NewEvent;
}

const editAppend = `
  WITH ${numberEntry()}, replaced AS (
    UPDATE messages SET content = $8, content_salt = $9::bytea, mentioned_ids = $13::uuid[], mentions_room = $14,
                        edited_at = numbered.at
      FROM numbered WHERE messages.id = $6::uuid
  ), logged AS (
    INSERT INTO message_edits (conversation_id, seq, message_id, editor_id, previous_content, previous_salt,
                               content_hash, digest, hash, created_at, team_id)
    SELECT id, seq, $6::uuid, $7::uuid, $11, $12::bytea, $10::bytea, digest, hash, at, team_id FROM numbered
  ), ${publishEntry}`;

const deletionAppend = `
  WITH ${numberEntry()}, marked AS (
    UPDATE messages SET deleted_at = numbered.at, pinned_at = NULL, pinned_by = NULL FROM numbered WHERE messages.id = $6::uuid
  ), detached AS (
    DELETE FROM message_attachments WHERE message_id = $6::uuid AND EXISTS (SELECT FROM numbered)
  ), logged AS (
    INSERT INTO message_tombstones (conversation_id, seq, message_id, deleted_by, deleted_as, digest, hash, created_at)
    SELECT id, seq, $6::uuid, $7::uuid, $8, digest, hash, at FROM numbered
  ), ${publishEntry}`;

/** Replaces the content of a message of a locked conversation, and keeps the former content with the edit. */
export async function appendEdit(
  tx: Tx,
  events: EventPublisher,
  { entry, version, event }: Change<Edit>,
  former: Pick<Message, 'content' | 'contentSalt'>,
): Promise<void> {
  await append(tx, events, event, {
    name: 'message_edit',
    text: editAppend,
    values: [
      entry.conversationId,
      version,
      digestOf({ kind: 'edit', ...entry }),
      entry.createdAt,
      entry.messageId,
      entry.editorId,
      entry.content,
      entry.contentSalt,
      entry.contentHash,
      former.content,
      former.contentSalt,
      entry.mentionedIds,
      entry.mentionsRoom,
    ],
  });
}

/**
 * Marks a message of a locked conversation as deleted. The content is kept for the audit and no longer shown; its
 * attachments are deleted.
 */
export async function appendDeletion(
  tx: Tx,
  events: EventPublisher,
  { entry, version, event }: Change<Deletion>,
): Promise<void> {
  await append(tx, events, event, {
    name: 'message_delete',
    text: deletionAppend,
    values: [
      entry.conversationId,
      version,
      digestOf({ kind: 'delete', ...entry }),
      entry.createdAt,
      entry.messageId,
      entry.deletedBy,
      entry.deletedAs,
    ],
  });
}

async function append(
  tx: Tx,
  events: EventPublisher,
  event: NewEvent,
  statement: { name: string; text: string; values: readonly unknown[] },
): Promise<void> {
  const prepared = events.prepare(event);
  const [numbered] = await events.publishReturning<Numbered>(tx.sql, [prepared], statement);
  if (!numbered) throw new Error('A locked conversation was changed');
}
