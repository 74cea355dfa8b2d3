/** How far a participant has read. */
export function readView(
  conversationId: string,
  { unread_count, read_at }: { unread_count: number | null; read_at: Date | null },
) {
  return { conversation_id: conversationId, unread_count: unread_count ?? 0, read_at };
}
