/** The message that a participant is writing. */
export interface DraftRow {
  readonly draft_content: string | null;
  readonly draft_reply_to_message_id: string | null;
  readonly draft_at: Date | null;
}

export function draftView(row: DraftRow) {
  if (row.draft_content === null || row.draft_at === null) return null;

  return {
    content: row.draft_content,
    reply_to_message_id: row.draft_reply_to_message_id,
    updated_at: row.draft_at,
  };
}
