import {
  type Conversation,
  type ConversationAccess,
  type ConversationCreatedSchema,
  ConversationKind,
  type ConversationParticipantRemovedSchema,
  type ConversationParticipantsAddedSchema,
  type ConversationReadSchema,
  type ConversationUpdate,
  type ConversationUpdatedSchema,
  type Message,
  type MessageDeletedPush,
  type MessageDeletedSchema,
  type MessageEditedPush,
  type MessageEditedSchema,
  type MessageNew,
  type MessagePinnedPush,
  type MessagePinnedSchema,
  type MessageReactedSchema,
  type MessageReactionRemovedSchema,
  type MessageReaction,
  type MessageRead,
  type MessageSentSchema,
  type MessageAttachment,
  MessageType,
  type MessageUnpinnedSchema,
  type PushedMessage,
  type SystemAction,
  type ThreadReadPush,
  type ThreadReadSchema,
} from '@tribe/contracts';
import { delivered, isoTime, type Source } from './deliveries.rules';

export function messageNew(event: Source<typeof MessageSentSchema>): MessageNew | undefined {
  const { conversation, message } = event.data;
  if (!conversation || !message) return undefined;

  return {
    ...delivered(event),
    conversation_id: conversation.id,
    message: pushedMessage(message, conversation.kind),
  };
}

export function messageEdited(event: Source<typeof MessageEditedSchema>): MessageEditedPush {
  const { conversationId, messageId, content, editedAt, ...rest } = event.data;
  return {
    ...delivered(event),
    conversation_id: conversationId,
    message_id: messageId,
    content,
    mentions: { user_ids: rest.mentionedUserIds, room: rest.mentionsRoom },
    edited_at: isoTime(editedAt),
  };
}

export function messageDeleted(event: Source<typeof MessageDeletedSchema>): MessageDeletedPush {
  const { conversationId, messageId, deletedAt } = event.data;
  return {
    ...delivered(event),
    conversation_id: conversationId,
    message_id: messageId,
    deleted_at: isoTime(deletedAt),
  };
}

export function messageRead(event: Source<typeof ConversationReadSchema>): MessageRead {
  const { conversationId, messageId, userId, readAt } = event.data;
  return {
    ...delivered(event),
    conversation_id: conversationId,
    message_id: messageId,
    user_id: userId,
    read_at: isoTime(readAt),
  };
}

export function threadRead(event: Source<typeof ThreadReadSchema>): ThreadReadPush {
  const { conversationId, rootMessageId, messageId, readAt } = event.data;
  return {
    ...delivered(event),
    conversation_id: conversationId,
    thread_root_id: rootMessageId,
    message_id: messageId,
    read_at: isoTime(readAt),
  };
}

/** An event without an emoji is from when a user had one reaction per message. */
export function messageReacted(
  event: Source<typeof MessageReactedSchema>,
): MessageReaction | undefined {
  const { emoji, reactedAt } = event.data;
  return emoji === undefined
    ? undefined
    : reactionChange(event, { emoji, isRemoved: false, at: reactedAt });
}

export function messageReactionRemoved(
  event: Source<typeof MessageReactionRemovedSchema>,
): MessageReaction {
  const { emoji, removedAt } = event.data;
  return reactionChange(event, { emoji, isRemoved: true, at: removedAt });
}

function reactionChange(
  event: Source<typeof MessageReactedSchema | typeof MessageReactionRemovedSchema>,
  change: { emoji: string; isRemoved: boolean; at: Parameters<typeof isoTime>[0] },
): MessageReaction {
  const { conversationId, messageId, userId } = event.data;
  return {
    ...delivered(event),
    conversation_id: conversationId,
    message_id: messageId,
    user_id: userId,
    emoji: change.emoji,
    is_removed: change.isRemoved,
    changed_at: isoTime(change.at),
  };
}

export function messagePinned(event: Source<typeof MessagePinnedSchema>): MessagePinnedPush {
  return pinChange(event, true, event.data.pinnedAt);
}

export function messageUnpinned(event: Source<typeof MessageUnpinnedSchema>): MessagePinnedPush {
  return pinChange(event, false, event.data.unpinnedAt);
}

function pinChange(
  event: Source<typeof MessagePinnedSchema | typeof MessageUnpinnedSchema>,
  isPinned: boolean,
  at: Parameters<typeof isoTime>[0],
): MessagePinnedPush {
  const { conversationId, messageId } = event.data;
  return {
    ...delivered(event),
    conversation_id: conversationId,
    message_id: messageId,
    is_pinned: isPinned,
    changed_at: isoTime(at),
  };
}

export function createdUpdate(event: Source<typeof ConversationCreatedSchema>): ConversationUpdate {
  const { conversation, message, participantIds } = event.data;
  return conversationUpdate(event, 'created', { conversation, message, userIds: participantIds });
}

/** For the new users of a conversation. Its entries up to `last_seq` are not pushed. */
export function accessAdded(id: string, access: ConversationAccess): ConversationUpdate {
  const { conversation, lastSeq, addedUserIds } = access;
  const event = { id, entityVersion: lastSeq, data: access };

  return conversationUpdate(event, 'created', { conversation, userIds: addedUserIds });
}

/** For a user who has lost a conversation. */
export function accessRemoved(
  id: string,
  access: ConversationAccess,
  userId: string,
): ConversationUpdate {
  const { conversation, lastSeq } = access;
  const event = { id, entityVersion: lastSeq, data: access };

  return conversationUpdate(event, 'participant_removed', { conversation, userIds: [userId] });
}

export function changedConversation(
  event: Source<typeof ConversationUpdatedSchema>,
): ConversationUpdate {
  return conversationUpdate(event, 'updated', { ...event.data, userIds: [] });
}

export function participantsAdded(
  event: Source<typeof ConversationParticipantsAddedSchema>,
): ConversationUpdate {
  return conversationUpdate(event, 'participants_added', event.data);
}

export function participantRemoved(
  event: Source<typeof ConversationParticipantRemovedSchema>,
): ConversationUpdate {
  const { userId, ...data } = event.data;
  return conversationUpdate(event, 'participant_removed', { ...data, userIds: [userId] });
}

function conversationUpdate(
  event: Parameters<typeof delivered>[0],
  type: ConversationUpdate['update_type'],
  data: {
    conversation?: Conversation | undefined;
    message?: Message | undefined;
    userIds: string[];
  },
): ConversationUpdate {
  const { conversation, message, userIds } = data;
  const kind = conversation?.kind ?? ConversationKind.UNSPECIFIED;

  return {
    ...delivered(event),
    conversation_id: conversation?.id ?? '',
    update_type: type,
    conversation: {
      conversation_type: ConversationKind[kind].toLowerCase(),
      name: conversation?.name ?? null,
      image_url: conversation?.imageUrl ?? null,
    },
    user_ids: userIds,
    message: message ? pushedMessage(message, kind) : null,
  };
}

function pushedMessage(message: Message, kind: ConversationKind): PushedMessage {
  const { sender, action, type } = message;
  const hasNoSender = sender === undefined && type !== MessageType.SYSTEM;
  return {
    id: message.id,
    sender: sender
      ? {
          id: sender.id,
          username: sender.username,
          full_name: sender.fullName,
          profile_image_url: sender.profileImageUrl ?? null,
        }
      : null,
    content: message.content ?? null,
    message_type: MessageType[type].toLowerCase(),
    is_ai: kind === ConversationKind.AI_COACH && hasNoSender,
    reply_to_message_id: message.replyToMessageId ?? null,
    reply_to_activity: activityOf(message),
    thread_root_id: message.threadRootId ?? null,
    is_in_conversation: !message.isOnlyInThread,
    mentions: { user_ids: message.mentionedUserIds, room: message.mentionsRoom },
    attachments: message.attachments.map(attachmentOf),
    metadata: action ? metadataOf(action) : null,
    created_at: isoTime(message.createdAt),
  };
}

function attachmentOf(attachment: MessageAttachment) {
  const { mediaId, kind, contentType, name, size, width, height, blurhash, color } = attachment;
  return {
    media_id: mediaId,
    kind,
    content_type: contentType,
    name: name ?? null,
    size,
    width: width || null,
    height: height || null,
    blurhash: blurhash || null,
    color: color || null,
  };
}

function activityOf({ repliedActivity: activity }: Message) {
  if (!activity) return null;
  const { type, id, authorId: author_id, summary } = activity;

  return { type, id, author_id, summary };
}

function metadataOf({ kind, actorId, userIds, ownerId, name, ...goal }: SystemAction) {
  return {
    action: kind,
    actor_id: actorId,
    user_ids: userIds,
    owner_id: ownerId ?? null,
    name: name ?? null,
    ...(goal.goalId !== undefined && { goal_id: goal.goalId, goal_title: goal.goalTitle }),
  };
}
