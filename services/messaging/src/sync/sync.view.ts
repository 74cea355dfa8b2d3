import type { conversationView } from '../conversation/conversation.view';
import type { messageView } from '../message/message.view';
import type { MissedRow } from './missed.queries';

/** The changes of a conversation that a participant has missed. */
export function conversationChangesView(
  { joined_seq, last_seq, entries, marks }: MissedRow,
  {
    conversation,
    messages,
    hasGap,
  }: {
    conversation: ReturnType<typeof conversationView>;
    /** The messages of the entries, and those with changed reactions or pins, that the participant may see. */
    messages: ReturnType<typeof messageView>[];
    hasGap: boolean;
  },
) {
  const shown = new Set(messages.map(({ id }) => id));

  return {
    conversation,
    joined_seq: Number(joined_seq),
    last_seq: Number(last_seq),
    entries: (entries ?? []).map(({ seq, kind, messageId }) => ({
      seq,
      kind,
      message_id: shown.has(messageId) ? messageId : null,
    })),
    messages,
    gap: hasGap,
    read_marks: (marks ?? []).map(({ userId, joinedSeq, readSeq, readAt }) => ({
      user_id: userId,
      joined_seq: joinedSeq,
      read_seq: readSeq,
      read_at: readAt === null ? null : new Date(readAt),
    })),
  };
}
