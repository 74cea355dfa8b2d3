import type { Live } from '../live/live';
import type { ServerEvents } from '../sockets.generated';
import type { StopListening } from '../support/emitter';
import type { Book } from './book';
import type { KnownConversation } from './known-conversation';
import {
  afterEntry,
  afterReading,
  counted,
  isApplied,
  isOfOthers,
  withLast,
  withUnread,
} from './known.rules';
import { pushedMessage, withContent, withPushed } from './messages.rules';

/** The state and the services that a push can need. */
export interface PushContext {
  readonly book: Book;
  /** Whether a message of this device is on its way, so that a push could be about it. */
  readonly isUnanswered: (conversationId: string) => boolean;
  /** Asks the server for what a push does not tell. */
  readonly syncSoon: () => void;
}

type Entry = { readonly conversation_id: string; readonly sequence: number };

/**
 * Applies the pushes of the server to a book. A push is only a hint: the server is asked for everything that it does not
 * contain, and when its number shows that an earlier one was lost.
 */
export function listenToPushes(live: Pick<Live, 'on'>, context: PushContext): StopListening {
  const stops = [
    live.on('message.new', (push) => onMessage(push, context)),
    live.on('message.edited', (push) => onContent(push, push.content, context)),
    live.on('message.deleted', (push) => onContent(push, null, context)),
    live.on('message.read', (push) => onRead(push, context)),
    live.on('message.reaction', () => context.syncSoon()),
    live.on('message.pinned', () => context.syncSoon()),
    live.on('conversation.updated', (push) => onUpdate(push, context)),
  ];

  return () => {
    for (const stop of stops) stop();
  };
}

function onMessage(push: ServerEvents['message.new'], context: PushContext): void {
  const { userId } = context.book;
  const isOwn = push.message.sender?.id === userId;

  // Without its `client_msg_id`, it could be shown next to the queued message that it is.
  if (isOwn && context.isUnanswered(push.conversation_id)) {
    context.syncSoon();
    return;
  }

  onEntry(push, context, (known) => withNew(known, push, userId));
  const { reply_to_message_id: replyTo, thread_root_id: root } = push.message;
  if (replyTo !== null || root !== null) context.syncSoon();
}

function onContent(
  push: Entry & { readonly message_id: string },
  content: string | null,
  context: PushContext,
): void {
  const known = context.book.get(push.conversation_id);
  const message = known?.messages.find(({ id }) => id === push.message_id);

  // The message itself can be missing; otherwise, it is older than those that are known.
  if (known !== undefined && message === undefined && known.appliedSeq < push.sequence - 1) {
    context.syncSoon();
    return;
  }

  const change = { messageId: push.message_id, seq: push.sequence, content };
  onEntry(push, context, (each) => withChangedContent(each, change, context.book.userId));
  // The root of a thread shows the number of its replies.
  if (message?.thread_root_id) context.syncSoon();
}

/** The push does not contain the names of new participants. */
function onUpdate(push: ServerEvents['conversation.updated'], context: PushContext): void {
  const { message } = push;
  const { userId } = context.book;
  if (message !== null)
    onEntry(push, context, (known) => withNew(known, { ...push, message }, userId));
  context.syncSoon();
}

function onEntry(
  { conversation_id: id, sequence }: Entry,
  { book, syncSoon }: PushContext,
  apply: (known: KnownConversation) => KnownConversation,
): void {
  const known = book.get(id);

  if (known === undefined) {
    syncSoon();
    return;
  }

  if (isApplied(known, sequence)) return;
  book.change(id, (each) => afterEntry(apply(each), sequence));
  if ((book.get(id)?.appliedSeq ?? 0) < sequence) syncSoon();
}

function withNew(
  known: KnownConversation,
  push: Parameters<typeof pushedMessage>[0],
  userId: string,
): KnownConversation {
  const message = pushedMessage(push, known.messages);
  const messages = withPushed(known.messages, message);
  if (messages === known.messages) return known;
  const isUnread = message.is_in_conversation && isOfOthers(message, userId);
  const unread = known.conversation.unread_count + (isUnread ? 1 : 0);

  return counted(withLast(withUnread({ ...known, messages }, unread), message), userId);
}

function withChangedContent(
  known: KnownConversation,
  change: Parameters<typeof withContent>[1],
  userId: string,
): KnownConversation {
  const messages = withContent(known.messages, change);
  const { conversation } = known;
  const last = conversation.last_message;
  const changed = { content: change.content, is_deleted: change.content === null };
  const isLast = last?.id === change.messageId;
  const next = isLast ? { ...conversation, last_message: { ...last, ...changed } } : conversation;

  return counted({ ...known, messages, conversation: next }, userId);
}

function onRead(push: ServerEvents['message.read'], { book, syncSoon }: PushContext): void {
  const known = book.get(push.conversation_id);
  const read = known?.messages.find(({ id }) => id === push.message_id);
  const former = known?.marks.find(({ user_id }) => user_id === push.user_id);

  if (read === undefined || former === undefined) {
    syncSoon();
    return;
  }

  const mark = { ...former, read_seq: read.seq, read_at: push.read_at };
  book.change(push.conversation_id, (each) => afterReading(each, mark, book.userId));
}
