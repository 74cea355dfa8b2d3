import { type UserCard, userView } from '@tribe/projections';
import type { AttachmentView } from '../attachment/attachment.view';
import type { ConversationKind } from '../generated/prisma/enums';
import type { Message } from './message.queries';
import { chosenIdOf, collapses, isOfCoach, systemTextOf } from './message.rules';
import type { Reaction } from './reactions.queries';
import type { Reader } from './readers.queries';
import type { Thread } from './threads.queries';

/** The users whose names and contents a viewer may see. */
interface ContentSight {
  readonly cards: ReadonlyMap<string, UserCard>;
  /** Users hidden from the viewer, in either direction. */
  readonly hidden: ReadonlySet<string>;
  readonly kind: ConversationKind;
}

/** A viewer, and the people and messages around a message. */
export interface Sight extends ContentSight {
  readonly viewerId: string;
  /** The messages that are replied to, as far as the viewer may see them. */
  readonly replied: ReadonlyMap<string, Message>;
  readonly readers: readonly Reader[];
  /** The reactions that the viewer may see, by message. */
  readonly reactions: ReadonlyMap<string, readonly Reaction[]>;
  readonly threads: ReadonlyMap<string, Thread>;
  readonly attachments: ReadonlyMap<string, readonly AttachmentView[]>;
}

/** Above, readers are only counted. */
const maxNamedReaders = 50;

/** A message for a participant. */
export function messageView(message: Message, sight: Sight) {
  const replied = sight.replied.get(message.replyToMessageId ?? '');
  const shown = shownPartView(message, sight);
  const attachments = shown.content === null ? [] : (sight.attachments.get(message.id) ?? []);

  return {
    ...shown,
    conversation_id: message.conversationId,
    seq: Number(message.seq),
    attachments,
    media_url: attachments[0]?.url ?? null,
    metadata: message.metadata,
    reply_to_activity: shown.content === null ? null : message.repliedActivity,
    reply_to_message: replied ? shownPartView(replied, sight) : null,
    thread_root_id: message.threadRootId,
    is_in_conversation: message.inConversation,
    thread: threadView(sight.threads.get(message.id), sight),
    client_msg_id: message.senderId === sight.viewerId ? chosenIdOf(message) : null,
    is_pinned: message.pinnedAt !== null,
    is_edited: message.editedAt !== null,
    ...readersView(message, sight),
    mentions: mentionsView(message, shown.content !== null, sight),
    reactions: reactionsView(shown.content === null ? [] : sight.reactions.get(message.id)),
    version: Number(message.version),
    hash: hexView(message.hash),
    digest: hexView(message.digest),
    content_hash: hexView(message.contentHash),
    attachments_hash: hexView(message.attachmentsHash),
    salt: shown.content === null ? null : hexView(message.contentSalt),
    created_at: message.createdAt,
  };
}

/** A message in a list of conversations. */
export function messageSummaryView(message: Message, sight: ContentSight) {
  return {
    ...shownPartView(message, sight),
    seq: Number(message.seq),
    metadata: message.metadata,
    created_at: message.createdAt,
  };
}

function shownPartView(message: Message, { cards, hidden, kind }: ContentSight) {
  const { id, senderId, type, content } = message;
  const isDeleted = message.deletedAt !== null;
  const isHidden = collapses(kind) && senderId !== null && hidden.has(senderId);

  return {
    id,
    sender: senderId === null ? null : userView(senderId, cards),
    content: isDeleted || isHidden ? null : (content ?? systemTextView(message, cards)),
    message_type: type,
    is_ai: isOfCoach(message, kind),
    is_deleted: isDeleted,
    is_hidden: isHidden,
  };
}

function systemTextView({ metadata }: Message, cards: Sight['cards']) {
  return metadata && systemTextOf(metadata, (userId) => userView(userId, cards).full_name);
}

function threadView(thread: Thread | undefined, { cards }: ContentSight) {
  if (!thread) return null;
  const { root_id: _, replier_ids: repliers, ...counted } = thread;

  return { ...counted, repliers: (repliers ?? []).map((userId) => userView(userId, cards)) };
}

/** The read mark of the conversation says nothing of a reply that only its thread shows. */
function readersView({ seq, senderId, inConversation }: Message, { hidden, readers }: Sight) {
  if (!inConversation) return { read_by: [], seen_by_count: 0 };

  const read = readers.filter(
    ({ userId, joinedSeq, readSeq }) =>
      readSeq >= seq && joinedSeq < seq && userId !== senderId && !hidden.has(userId),
  );

  const named = readers.length <= maxNamedReaders ? read : [];

  return {
    read_by: named.map(({ userId, readAt }) => ({ user_id: userId, read_at: readAt })),
    seen_by_count: read.length,
  };
}

/** The users hidden from the viewer are omitted. */
function mentionsView(
  { mentionedIds, mentionsRoom }: Message,
  isShown: boolean,
  { hidden }: ContentSight,
) {
  return {
    user_ids: isShown ? mentionedIds.filter((userId) => !hidden.has(userId)) : [],
    room: isShown && mentionsRoom,
  };
}

function reactionsView(reactions: readonly Reaction[] = []) {
  return reactions.map(({ emoji, count, isOwn }) => ({ emoji, count, is_own: isOwn }));
}

function hexView<Bytes extends Uint8Array | null>(bytes: Bytes) {
  return bytes && Buffer.from(bytes).toString('hex');
}
