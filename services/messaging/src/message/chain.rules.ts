import { createHash, randomBytes } from 'node:crypto';

const saltBytes = 16;

/** A content with the hash that the chain contains instead of it. */
export interface SaltedContent {
  readonly content: string;
  readonly salt: Uint8Array;
}

/** The facts of an entry that its hash covers, besides its number and the hash of the entry before it. */
export type EntryFacts =
  | {
      readonly kind: 'message';
      readonly id: string;
      readonly senderId: string | null;
      readonly type: string;
      readonly contentHash: Uint8Array | null;
      readonly attachmentsHash: Uint8Array | null;
      readonly replyToMessageId: string | null;
      readonly threadRootId: string | null;
      readonly metadata: object | null;
      readonly createdAt: Date;
    }
  | {
      readonly kind: 'edit';
      readonly messageId: string;
      readonly editorId: string;
      readonly contentHash: Uint8Array;
      readonly createdAt: Date;
    }
  | {
      readonly kind: 'delete';
      readonly messageId: string;
      /** null for an erasure. */
      readonly deletedBy: string | null;
      readonly deletedAs: string;
      readonly createdAt: Date;
    };

/** SHA-256 of the salt followed by the content in UTF-8. Without the salt, which is erased with it, it cannot be guessed. */
export function contentHashOf({ content, salt }: SaltedContent): Buffer {
  return createHash('sha256').update(salt).update(content, 'utf8').digest();
}

/** The facts of an attachment that the hash of a message covers. The bytes of a media never change. */
interface HashedAttachment {
  readonly mediaId: string;
  readonly contentType: string;
  readonly name: string | null;
  readonly size: number;
}

/** SHA-256 of the attachments in their order, as a JSON array of arrays without spaces; null without attachments. */
export function attachmentsHashOf(attachments: readonly HashedAttachment[]): Buffer | null {
  if (attachments.length === 0) return null;
  const facts = attachments.map(({ mediaId, contentType, name, size }) => [
    mediaId,
    contentType,
    name,
    size,
  ]);

  return createHash('sha256').update(JSON.stringify(facts), 'utf8').digest();
}

/** Returns a content with a new salt, and the hash of both. */
export function saltedContentOf(content: string) {
  const contentSalt = randomBytes(saltBytes);
  return { content, contentSalt, contentHash: contentHashOf({ content, salt: contentSalt }) };
}

/**
 * SHA-256 of the facts as a JSON array of texts and nulls without spaces, in the order of {@link EntryFacts}. Hashes are in
 * hexadecimal; metadata is JSON with sorted keys. A reply in a thread has the root of the thread after the time, and a
 * message with attachments has the root or null, and their hash as its last element.
 */
export function digestOf(facts: EntryFacts): Buffer {
  const values = canonical(facts);
  return createHash('sha256').update(JSON.stringify(values), 'utf8').digest();
}

/**
 * The hash of an entry: SHA-256 of the hash before it (32 zero bytes before the first), its number as eight bytes, the
 * highest first, and its digest. `message.writes.ts` computes the same in SQL.
 */
export function chainHashOf(previous: Uint8Array, seq: bigint, digest: Uint8Array): Buffer {
  const number = Buffer.alloc(8);
  number.writeBigInt64BE(seq);

  return createHash('sha256').update(previous).update(number).update(digest).digest();
}

function canonical(facts: EntryFacts): (string | null)[] {
  const at = facts.createdAt.toISOString();
  if (facts.kind === 'edit')
    return ['edit', facts.messageId, facts.editorId, hexOf(facts.contentHash), at];
  if (facts.kind === 'delete')
    return ['delete', facts.messageId, facts.deletedBy, facts.deletedAs, at];

  const { id, senderId, type, contentHash, replyToMessageId, metadata } = facts;
  const said = [hexOf(contentHash), replyToMessageId, metadata && sortedJson(metadata)];

  return ['message', id, senderId, type, ...said, at, ...optionalFacts(facts)];
}

/** Left out when they are absent, so that earlier messages keep their digests. */
function optionalFacts({
  threadRootId,
  attachmentsHash,
}: Extract<EntryFacts, { kind: 'message' }>): (string | null)[] {
  if (attachmentsHash !== null) return [threadRootId, hexOf(attachmentsHash)];
  return threadRootId === null ? [] : [threadRootId];
}

function hexOf(hash: Uint8Array | null): string | null {
  return hash && Buffer.from(hash).toString('hex');
}

/** The keys in alphabetical order, because Postgres does not keep the order of JSON keys. */
function sortedJson(metadata: object): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(metadata).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  );
}
