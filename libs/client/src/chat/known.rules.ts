import type { Conversation, ConversationChanges, Message, ReadMark } from '../api.generated';
import { type KnownConversation, knownAfter, readSeqOf } from './known-conversation';
import { lastMessageOf, withShown } from './messages.rules';

/** Returns a conversation of which only the overview is known. */
export function ofOverview(conversation: Conversation): KnownConversation {
  const appliedSeq = conversation.last_message?.seq ?? 0;
  const nothing = { ahead: [], messages: [], marks: [] };

  return { conversation, joinedSeq: undefined, appliedSeq, hasOlder: appliedSeq > 0, ...nothing };
}

/** Returns the conversation with the changes that a synchronization brought. */
export function withChanges(
  known: KnownConversation | undefined,
  changes: ConversationChanges,
  userId: string,
): KnownConversation {
  const { conversation, joined_seq: joinedSeq, last_seq: lastSeq } = changes;
  const base = continuedBy(known, changes) ?? startOf(changes);
  // An edited message can be older than those that are known, which must have no hole.
  const shown = changes.messages.filter(({ seq }) => seq > knownAfter(base));
  const messages = withShown(base.messages, shown, lastSeq).filter(({ seq }) => seq > joinedSeq);

  const marks = changes.read_marks.reduce(withMark, known?.marks ?? []);
  const hasOlder = base.hasOlder && (messages[0]?.seq ?? lastSeq + 1) > joinedSeq + 1;
  const next = { ...base, conversation, joinedSeq, messages, marks, hasOlder };

  return counted(advanced(next, lastSeq), userId);
}

/** Returns the conversation with a page of its history, the newest message first. */
export function withHistory(
  known: KnownConversation,
  { messages: page, pagination }: { messages: Message[]; pagination: { has_more: boolean } },
  { asOf, isOldest, userId }: { asOf: number; isOldest: boolean; userId: string },
): KnownConversation {
  const messages = withShown(known.messages, page, asOf);
  const hasOlder = isOldest ? pagination.has_more : known.hasOlder;
  const later = page.map(({ seq }) => seq).filter((seq) => seq > known.appliedSeq);
  const ahead = [...new Set([...known.ahead, ...later])].toSorted((a, b) => a - b);

  return counted(advanced({ ...known, messages, hasOlder, ahead }, known.appliedSeq), userId);
}

/** Returns the conversation after an entry was applied. */
export function afterEntry(known: KnownConversation, seq: number): KnownConversation {
  if (isApplied(known, seq)) return known;
  const ahead = [...known.ahead, seq].toSorted((a, b) => a - b);

  return advanced({ ...known, ahead }, known.appliedSeq);
}

export function isApplied({ appliedSeq, ahead }: KnownConversation, seq: number): boolean {
  return seq <= appliedSeq || ahead.includes(seq);
}

/** Returns the conversation with a read mark, which never moves back. */
export function afterReading(
  known: KnownConversation,
  mark: ReadMark,
  userId: string,
): KnownConversation {
  return counted({ ...known, marks: withMark(known.marks, mark) }, userId);
}

/** Returns the conversation with its unread messages counted, if all of them are known. */
export function counted(known: KnownConversation, userId: string): KnownConversation {
  const readSeq = readSeqOf(known, userId);
  if (readSeq === undefined || knownAfter(known) > readSeq) return known;

  const unread = known.messages.filter(
    (message) =>
      message.seq > readSeq &&
      message.is_in_conversation &&
      isOfOthers(message, userId) &&
      !message.is_deleted &&
      !message.is_hidden,
  );

  const mentioning = unread.filter(
    ({ mentions }) => mentions.room || mentions.user_ids.includes(userId),
  );

  return withUnread(known, unread.length, mentioning.length);
}

/** Whether another user or the coach has written a message. */
export function isOfOthers(
  { sender, is_ai }: Pick<Message, 'sender' | 'is_ai'>,
  userId: string,
): boolean {
  return sender === null ? is_ai : sender.id !== userId;
}

/** Returns the conversation with a message as its last one, unless a later one is known, or only its thread shows it. */
export function withLast(known: KnownConversation, message: Message): KnownConversation {
  const { conversation } = known;
  const isOlder = (conversation.last_message?.seq ?? 0) > message.seq;
  if (isOlder || !message.is_in_conversation) return known;
  const last = { last_message: lastMessageOf(message), last_message_at: message.created_at };

  return { ...known, conversation: { ...conversation, ...last } };
}

/** @param mention_count by default, as many as before, as far as there are so many unread messages */
export function withUnread(
  known: KnownConversation,
  unread_count: number,
  mention_count = Math.min(known.conversation.mention_count, unread_count),
): KnownConversation {
  const { conversation } = known;
  if (conversation.unread_count === unread_count && conversation.mention_count === mention_count)
    return known;

  return { ...known, conversation: { ...conversation, unread_count, mention_count } };
}

/** Returns what is known if the changes continue it, and undefined if entries are missing in between. */
function continuedBy(
  known: KnownConversation | undefined,
  { gap, entries }: ConversationChanges,
): KnownConversation | undefined {
  if (!gap) return known;
  const [first] = entries;
  const isContinued =
    first !== undefined && known !== undefined && known.appliedSeq >= first.seq - 1;

  return isContinued ? known : undefined;
}

/** Returns the conversation with those of the changes that have no hole; older messages are listed when they are shown. */
function startOf({ conversation, joined_seq, last_seq, entries }: ConversationChanges) {
  const isRun = entries.every(({ seq }, index) => seq === last_seq - entries.length + 1 + index);
  const [first] = isRun ? entries : [];
  const appliedSeq = first === undefined ? last_seq : first.seq - 1;
  const nothing = { ahead: [], messages: [], marks: [] };

  return {
    conversation,
    joinedSeq: joined_seq,
    appliedSeq,
    hasOlder: appliedSeq > joined_seq,
    ...nothing,
  };
}

function advanced(known: KnownConversation, to: number): KnownConversation {
  let appliedSeq = Math.max(known.appliedSeq, to);
  const ahead = known.ahead.filter((seq) => {
    if (seq === appliedSeq + 1) appliedSeq = seq;
    return seq > appliedSeq;
  });

  return { ...known, appliedSeq, ahead };
}

function withMark(marks: readonly ReadMark[], mark: ReadMark): readonly ReadMark[] {
  const former = marks.find(({ user_id }) => user_id === mark.user_id);
  if (former && former.joined_seq === mark.joined_seq && former.read_seq > mark.read_seq)
    return marks;

  return [...marks.filter((each) => each !== former), mark];
}
