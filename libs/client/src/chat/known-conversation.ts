import type { Conversation, Message, ReadMark } from '../api.generated';

/** A message, and how the client learned of it. */
export interface KnownMessage extends Message {
  /** The number of the last entry about the message that is applied. */
  readonly changedSeq: number;
  /** Whether it was pushed: it then has no hashes, and names and reactions may be missing. */
  readonly isPushed: boolean;
}

/** A conversation as far as the client knows it. */
export interface KnownConversation {
  readonly conversation: Conversation;
  /** The user sees the entries after this number; undefined until a synchronization says it. */
  readonly joinedSeq: number | undefined;
  /** All entries up to this number are applied, as far as they are about messages in `messages`. */
  readonly appliedSeq: number;
  /** Numbers of later entries that are applied, ascending. Those in between are missing. */
  readonly ahead: readonly number[];
  /** By number, the oldest first, without a hole up to `appliedSeq`. */
  readonly messages: readonly KnownMessage[];
  /** Whether there are messages before these. */
  readonly hasOlder: boolean;
  readonly marks: readonly ReadMark[];
}

/** Returns the number after which all messages are known. */
export function knownAfter({ messages, hasOlder, appliedSeq }: KnownConversation): number {
  if (!hasOlder) return 0;
  const [oldest] = messages;

  return oldest === undefined ? appliedSeq : Math.min(oldest.seq - 1, appliedSeq);
}

/** Returns the number up to which a user has read; undefined when it is not known. */
export function readSeqOf({ marks }: KnownConversation, userId: string): number | undefined {
  return marks.find((mark) => mark.user_id === userId)?.read_seq;
}
