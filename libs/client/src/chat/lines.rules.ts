import type { Message } from '../api.generated';
import type { TribeError } from '../http/tribe-error';
import type { KnownConversation, KnownMessage } from './known-conversation';

/** A message that waits in the queue, or that was given up. */
export interface OutgoingMessage {
  readonly clientMsgId: string;
  readonly conversationId: string;
  readonly content: string;
  readonly replyToMessageId: string | undefined;
  readonly threadRootId: string | undefined;
  readonly isInConversation: boolean;
  /** Why it was given up; undefined while it waits. */
  readonly error: TribeError | undefined;
}

/** A line of a chat. */
export interface ChatLine {
  /** Stays the same when a message that was sent here is acknowledged. */
  readonly key: string;
  readonly status: 'sent' | 'queued' | 'failed';
  /** null for a deleted or hidden message. */
  readonly content: string | null;
  /** As the server shows it; undefined until it is sent. */
  readonly message: Message | undefined;
  readonly replyToMessageId: string | undefined;
  /** The ids of the other users that have read the message. */
  readonly readBy: readonly string[];
  /** Why the message was given up. */
  readonly error: TribeError | undefined;
}

/** Returns the lines of a conversation: the messages by number, then those that are not sent, in the order of sending. */
export function linesOf(
  known: KnownConversation | undefined,
  outgoing: readonly OutgoingMessage[],
  userId: string,
): ChatLine[] {
  const messages = known?.messages.filter(({ is_in_conversation }) => is_in_conversation) ?? [];
  const shown = outgoing.filter(({ isInConversation }) => isInConversation);

  return allLines(known, { messages, outgoing: shown }, userId);
}

/** Returns the lines of a thread: the known replies, as in {@link linesOf}. */
export function threadLinesOf(
  known: KnownConversation | undefined,
  outgoing: readonly OutgoingMessage[],
  { rootId, userId }: { readonly rootId: string; readonly userId: string },
): ChatLine[] {
  const messages = known?.messages.filter(({ thread_root_id }) => thread_root_id === rootId) ?? [];
  const ofThread = outgoing.filter(({ threadRootId }) => threadRootId === rootId);

  return allLines(known, { messages, outgoing: ofThread }, userId);
}

function allLines(
  known: KnownConversation | undefined,
  {
    messages,
    outgoing,
  }: { readonly messages: readonly KnownMessage[]; readonly outgoing: readonly OutgoingMessage[] },
  userId: string,
): ChatLine[] {
  const acknowledged = new Set(messages.map(({ client_msg_id }) => client_msg_id));
  const unsent = outgoing.filter(({ clientMsgId }) => !acknowledged.has(clientMsgId));

  return [
    ...messages.map((message) => sentLine(known, message, userId)),
    ...unsent.map(unsentLine),
  ];
}

function sentLine(
  known: KnownConversation | undefined,
  message: KnownMessage,
  userId: string,
): ChatLine {
  return {
    key: message.client_msg_id ?? message.id,
    status: 'sent',
    content: message.content,
    message,
    replyToMessageId: message.reply_to_message?.id,
    readBy: readersOf(known, message).filter((id) => id !== userId),
    error: undefined,
  };
}

function unsentLine({ clientMsgId, content, replyToMessageId, error }: OutgoingMessage): ChatLine {
  const status = error === undefined ? 'queued' : 'failed';
  const nothing = { message: undefined, readBy: [] };

  return { key: clientMsgId, status, content, replyToMessageId, error, ...nothing };
}

function readersOf(known: KnownConversation | undefined, message: KnownMessage): string[] {
  const marked = (known?.marks ?? [])
    .filter(({ joined_seq, read_seq }) => read_seq >= message.seq && joined_seq < message.seq)
    .map(({ user_id }) => user_id);
  const shown = message.read_by.map(({ user_id }) => user_id);

  return [...new Set([...shown, ...marked])].filter((id) => id !== message.sender?.id);
}
