import type { ChainEntry } from './chain.queries';

const hexView = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** A page of the chain of a conversation, after an entry with its hash. */
export function chainView(
  { seq, hash }: { readonly seq: bigint; readonly hash: Uint8Array },
  entries: readonly ChainEntry[],
  hasMore: boolean,
) {
  return {
    after_seq: Number(seq),
    previous_hash: hexView(hash),
    entries: entries.map((entry) => ({
      seq: Number(entry.seq),
      kind: entry.kind,
      message_id: entry.is_earlier ? null : entry.message_id,
      digest: hexView(entry.digest),
      hash: hexView(entry.hash),
      content_hash:
        entry.is_earlier || entry.content_hash === null ? null : hexView(entry.content_hash),
    })),
    has_more: hasMore,
  };
}
