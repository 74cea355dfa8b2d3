import type { MessagingWorld } from '../messaging-world.test-support';
import { chainHashOf, digestOf } from './chain.rules';

interface Entry {
  readonly seq: bigint;
  readonly hash: Buffer;
  readonly digest: Buffer;
  /** Computed from the facts; undefined when they were erased. */
  readonly computed: Buffer | undefined;
}

/** Returns the numbers of all entries of a conversation, after proving its chain from the stored facts. */
export async function provenNumbers(world: MessagingWorld, conversationId: string) {
  const entries = (await entriesOf(world, conversationId)).toSorted((a, b) =>
    a.seq < b.seq ? -1 : 1,
  );
  let previous: Uint8Array = Buffer.alloc(32);

  for (const { seq, hash, digest, computed } of entries) {
    if (computed) expect(digest.toString('hex')).toBe(computed.toString('hex'));
    previous = chainHashOf(previous, seq, digest);
    expect(hash.toString('hex')).toBe(Buffer.from(previous).toString('hex'));
  }

  const [head] = await world.rows<{ last_seq: string; last_hash: Buffer }>(
    'SELECT last_seq, last_hash FROM conversations WHERE id = $1',
    [conversationId],
  );
  expect(Number(head?.last_seq)).toBe(entries.length);
  expect(head?.last_hash.toString('hex')).toBe(Buffer.from(previous).toString('hex'));

  return entries.map(({ seq }) => Number(seq));
}

// oxlint-disable-next-line typescript/no-explicit-any
type Row = any;

async function entriesOf(world: MessagingWorld, conversationId: string): Promise<Entry[]> {
  const select = (table: string) =>
    world.rows<Row>(`SELECT * FROM ${table} WHERE conversation_id = $1`, [conversationId]);
  const messages = await select('messages');
  const edits = await select('message_edits');
  const tombstones = await select('message_tombstones');

  return [
    ...messages.map((row) => ({
      ...numbered(row),
      computed: isErased(row)
        ? undefined
        : digestOf({
            kind: 'message',
            id: row.id,
            senderId: row.sender_id,
            type: row.type,
            contentHash: row.content_hash,
            attachmentsHash: row.attachments_hash,
            replyToMessageId: row.reply_to_message_id,
            threadRootId: row.thread_root_id,
            metadata: row.metadata,
            createdAt: row.created_at,
          }),
    })),
    ...edits.map((row) => ({
      ...numbered(row),
      computed: isErased(row)
        ? undefined
        : digestOf({
            kind: 'edit',
            messageId: row.message_id,
            editorId: row.editor_id,
            contentHash: row.content_hash,
            createdAt: row.created_at,
          }),
    })),
    ...tombstones.map((row) => ({
      ...numbered(row),
      computed: isAnonymized(row)
        ? undefined
        : digestOf({
            kind: 'delete',
            messageId: row.message_id,
            deletedBy: row.deleted_by,
            deletedAs: row.deleted_as,
            createdAt: row.created_at,
          }),
    })),
  ];
}

function isErased(row: Row): boolean {
  return row.content_hash === null && row.type !== 'system';
}

/** The deletion by a user who was erased later. */
function isAnonymized(row: Row): boolean {
  return row.deleted_by === null && !['erasure', 'retention'].includes(row.deleted_as);
}

function numbered({ seq, hash, digest }: Row) {
  return { seq: BigInt(seq), hash, digest };
}
