import type { LastMessage, Message } from '../api.generated';
import type { ServerEvents } from '../sockets.generated';
import type { KnownMessage } from './known-conversation';

type Attachment = Message['attachments'][number];
type PushedAttachment = ServerEvents['message.new']['message']['attachments'][number];

/** The new content of a message, from an edit or a deletion. */
export interface ContentChange {
  readonly messageId: string;
  readonly seq: number;
  /** null for a deletion. */
  readonly content: string | null;
}

/**
 * Returns the messages with further ones, which the server has shown.
 *
 * @param asOf what is shown includes at least the entries up to this number
 */
export function withShown(
  known: readonly KnownMessage[],
  shown: readonly Message[],
  asOf: number,
): readonly KnownMessage[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of shown) byId.set(message.id, latestOf(byId.get(message.id), message, asOf));

  const all = [...byId.values()].toSorted((a, b) => a.seq - b.seq);

  return shown.reduce<readonly KnownMessage[]>(withQuotes, all);
}

/** Returns the messages with one that was pushed, unless it is known. */
export function withPushed(
  known: readonly KnownMessage[],
  pushed: KnownMessage,
): readonly KnownMessage[] {
  if (known.some(({ id }) => id === pushed.id)) return known;
  return [...known, pushed].toSorted((a, b) => a.seq - b.seq);
}

/** Returns the messages with a changed content, unless a later change of it is known. */
export function withContent(
  known: readonly KnownMessage[],
  { messageId, seq, content }: ContentChange,
): readonly KnownMessage[] {
  const message = known.find(({ id }) => id === messageId);
  if (message !== undefined && message.changedSeq >= seq) return known;

  const isDeleted = content === null;
  const said = { content, salt: null, changedSeq: seq, isPushed: true };
  const kept = { is_deleted: isDeleted, is_edited: message?.is_edited || !isDeleted };
  const marks = isDeleted ? withoutAttached : {};

  const changed = known.map((each) =>
    each.id === messageId ? { ...each, ...said, ...kept, ...marks } : each,
  );

  return withQuotes(changed, { id: messageId, content, is_deleted: isDeleted });
}

/** Returns a message as the client keeps it, from a push. */
export function pushedMessage(
  {
    conversation_id,
    sequence,
    message,
  }: Pick<ServerEvents['message.new'], 'conversation_id' | 'sequence'> & {
    readonly message: ServerEvents['message.new']['message'];
  },
  known: readonly KnownMessage[],
): KnownMessage {
  const { reply_to_message_id, metadata, attachments, ...said } = message;
  const replied = known.find(({ id }) => id === reply_to_message_id);

  return {
    ...said,
    conversation_id,
    seq: sequence,
    changedSeq: sequence,
    isPushed: true,
    message_type: said.message_type as Message['message_type'],
    metadata: metadata as Message['metadata'],
    reply_to_activity: said.reply_to_activity as Message['reply_to_activity'],
    reply_to_message: replied ? quoteOf(replied) : null,
    attachments: attachments.map(attachmentOf),
    ...withoutMarks,
  };
}

/** A push has no URLs: the history has them. */
function attachmentOf(pushed: PushedAttachment): Attachment {
  const kind = pushed.kind as Attachment['kind'];
  return { ...pushed, kind, is_removed: false, url: null, thumbnail_url: null, variants: [] };
}

/** Returns a message as the overview of a conversation shows it. */
export function lastMessageOf(message: Message): LastMessage {
  const { id, seq, sender, content, message_type, is_ai, metadata, created_at } = message;
  const { is_deleted, is_hidden } = message;
  const state = { is_ai, metadata, is_deleted, is_hidden };

  return { id, seq, sender, content, message_type, ...state, created_at };
}

const withoutAttached = { reactions: [], is_pinned: false, attachments: [], media_url: null };

const withoutMarks = {
  media_url: null,
  thread: null,
  client_msg_id: null,
  is_edited: false,
  is_deleted: false,
  is_hidden: false,
  is_pinned: false,
  read_by: [],
  seen_by_count: 0,
  reactions: [],
  version: 0,
  hash: '',
  digest: '',
  content_hash: null,
  attachments_hash: null,
  salt: null,
};

/** A push can be newer than what the server has shown before it, and arrive earlier. */
function latestOf(known: KnownMessage | undefined, shown: Message, asOf: number): KnownMessage {
  const changedSeq = Math.max(known?.changedSeq ?? 0, asOf);
  if (known === undefined) return { ...shown, changedSeq, isPushed: false };

  const isNewer = known.changedSeq > asOf;
  const { content, salt, is_edited, is_deleted, isPushed } = known;
  const said = isNewer ? { content, salt, is_edited, is_deleted, isPushed } : { isPushed: false };
  const { version, reactions, is_pinned } = known;
  const marks = version > shown.version ? { version, reactions, is_pinned } : {};

  return { ...shown, changedSeq, ...said, ...marks };
}

/** A reply shows the message that it replies to, which must not outlive its deletion. */
function withQuotes(
  known: readonly KnownMessage[],
  changed: Pick<Message, 'id' | 'content' | 'is_deleted'>,
): readonly KnownMessage[] {
  const { id, content, is_deleted } = changed;
  if (!known.some(({ reply_to_message }) => reply_to_message?.id === id)) return known;

  return known.map((message) =>
    message.reply_to_message?.id === id
      ? { ...message, reply_to_message: { ...message.reply_to_message, content, is_deleted } }
      : message,
  );
}

function quoteOf(message: Message): NonNullable<Message['reply_to_message']> {
  const { id, sender, content, message_type, is_ai, is_deleted, is_hidden } = message;
  return { id, sender, content, message_type, is_ai, is_deleted, is_hidden };
}
