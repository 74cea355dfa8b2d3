import type { ChainEntry, Message } from '../api.generated';
import type { KnownMessage } from './known-conversation';
import { sha256 } from './sha256';

/** The first entry at which stored messages and the chain of the server differ. */
export interface Break {
  /** The number of the entry. */
  readonly seq: number;
  /**
   * `chain`: the hash does not follow from the entry before. `missing`: an entry or its message is missing, or it is another
   * one. `facts`: sender, time or another fact was changed. `content`: the content or an attachment was changed.
   */
  readonly reason: 'chain' | 'missing' | 'facts' | 'content';
}

/** Entries of the chain that follow from each other. */
export interface ProvenRange {
  readonly entries: readonly ChainEntry[];
  readonly isComplete: boolean;
  readonly joinedSeq: number;
}

/** Returns the first entry of a page whose hash does not follow from the entry before. */
export function brokenLink(
  { seq: afterSeq, hash }: { readonly seq: number; readonly hash: string },
  entries: readonly ChainEntry[],
): Break | undefined {
  let [seq, previous] = [afterSeq, hash];

  for (const entry of entries) {
    seq += 1;
    if (entry.seq !== seq) return { seq, reason: 'missing' };
    if (chainHashOf(previous, entry) !== entry.hash) return { seq, reason: 'chain' };
    previous = entry.hash;
  }

  return undefined;
}

/**
 * Returns the first difference between messages and the entries of the chain in their range.
 *
 * @param messages by number
 * @param range.entries all after a number
 * @param range.isComplete whether they are all entries; otherwise, later edits are missing
 * @param range.joinedSeq a reply to a message from before it does not show the id of that message
 */
export function firstDifference(
  messages: readonly KnownMessage[],
  { entries, isComplete, joinedSeq }: ProvenRange,
): Break | undefined {
  const bySeq = new Map(messages.map((message) => [message.seq, message]));
  const contents = new Map(entries.map((entry) => [entry.message_id, entry.content_hash]));

  for (const entry of entries) {
    if (entry.kind !== 'message') continue;
    const { seq } = entry;
    const message = bySeq.get(seq);
    if (message === undefined || message.id !== entry.message_id) return { seq, reason: 'missing' };
    if (!hasFactsOf(message, entry, joinedSeq)) return { seq, reason: 'facts' };
    if (!hasAttachmentsOf(message)) return { seq, reason: 'content' };
    const isProvable = isComplete || !message.is_edited;
    if (isProvable && !hasContentOf(message, contents.get(message.id)))
      return { seq, reason: 'content' };
  }

  const last = entries.at(-1)?.seq ?? 0;
  const proven = new Set(entries.flatMap(({ kind, seq }) => (kind === 'message' ? [seq] : [])));
  const extra = messages.find(({ seq }) => seq <= last && !proven.has(seq));

  return extra && { seq: extra.seq, reason: 'missing' };
}

/** The facts of an erased message are gone; its digest remains. */
function hasFactsOf(message: KnownMessage, entry: ChainEntry, joinedSeq: number): boolean {
  const { digest, content_hash: contentHash, message_type: type } = message;
  if (digest !== entry.digest || contentHash !== entry.content_hash) return false;
  if (contentHash === null && type !== 'system') return true;
  if (message.reply_to_message === null && joinedSeq > 0) return true;

  return digestOf(message) === digest;
}

function hasContentOf(message: KnownMessage, contentHash: string | null | undefined): boolean {
  const { content, salt } = message;
  if (content === null || salt === null || !contentHash) return true;

  return hexOf(sha256(joined(bytesOf(salt), utf8(content)))) === contentHash;
}

/** Those of messages from before the digest covered them cannot be proven; a message of text has none. */
function hasAttachmentsOf({ attachments_hash: hash, attachments, ...message }: Message): boolean {
  if (message.is_deleted || message.is_hidden) return true;
  if (!hash) return attachments.length === 0 || message.message_type !== 'text';

  const facts = attachments.map(({ media_id, content_type, name, size }) => [
    media_id,
    content_type,
    name,
    size,
  ]);

  return hexOf(sha256(utf8(JSON.stringify(facts)))) === hash;
}

/** The same as the server computes: a JSON array without spaces. */
function digestOf(message: Message): string {
  const { id, sender, message_type, content_hash, reply_to_message, metadata, created_at } =
    message;
  const sorted = metadata && JSON.stringify(Object.fromEntries(sortedEntries(metadata)));
  const said = [content_hash, reply_to_message?.id ?? null, sorted];
  const by = sender?.id ?? null;
  const facts = ['message', id, by, message_type, ...said, created_at, ...optionalFacts(message)];

  return hexOf(sha256(utf8(JSON.stringify(facts))));
}

/** Left out when they are absent. A device may have stored messages without `attachments_hash`. */
function optionalFacts({ thread_root_id: root, attachments_hash: hash }: Message) {
  if (hash) return [root, hash];
  return root === null ? [] : [root];
}

function sortedEntries(metadata: object) {
  return Object.entries(metadata).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function chainHashOf(previous: string, { seq, digest }: ChainEntry): string {
  const number = new DataView(new ArrayBuffer(8));
  number.setBigInt64(0, BigInt(seq));
  const parts = [bytesOf(previous), new Uint8Array(number.buffer), bytesOf(digest)];

  return hexOf(sha256(joined(...parts)));
}

const utf8 = (text: string) => new TextEncoder().encode(text);

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;

  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }

  return all;
}
