import type { Unread } from '../access/unread.queries';

/** How far a participant has read. */
export function readView(
  conversationId: string,
  { unread_count, mention_count, read_at }: Unread & { readonly read_at: Date | null },
) {
  return { conversation_id: conversationId, unread_count, mention_count, read_at };
}
