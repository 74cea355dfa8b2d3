import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  MessageDeletedSchema,
  MessageEditedSchema,
  MessageSentSchema,
  MessageType,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import type { UserCard } from '@tribe/projections';
import { conversationMessage } from '../access/conversation-message';
import type { Conversation } from '../access/conversation.queries';
import { attachmentData } from '../attachment/attachment.events';
import type { Attachment } from '../attachment/attachment.rules';
import type * as db from '../generated/prisma/enums';
import type { Deletion, Edit } from './message-changes.writes';
import type { RepliedActivity } from './message.queries';
import type { NewMessage } from './message.writes';

const types: Record<db.MessageType, MessageType> = {
  text: MessageType.TEXT,
  image: MessageType.IMAGE,
  video: MessageType.VIDEO,
  audio: MessageType.AUDIO,
  file: MessageType.FILE,
  system: MessageType.SYSTEM,
  goal_update: MessageType.GOAL_UPDATE,
};

/** The statement that writes the change replaces the version, by the number of the message or the version of the row. */
export const unnumbered = 0;

/** @param sender undefined for a system message */
export function messageSent(
  conversation: Pick<Conversation, 'id' | 'kind' | 'name' | 'imageUrl'>,
  message: NewMessage,
  { sender, attachments = [] }: { sender?: UserCard; attachments?: readonly Attachment[] } = {},
) {
  return eventOf(MessageSentSchema, {
    entityId: conversation.id,
    entityVersion: unnumbered,
    data: {
      conversation: conversationMessage(conversation),
      message: {
        ...messageData(message),
        ...(sender && { sender }),
        attachments: attachments.map(attachmentData),
      },
    },
  });
}

export function messageEdited({
  conversationId,
  ...edit
}: Edit & { senderId: string; laterParticipantIds: string[] }) {
  return eventOf(MessageEditedSchema, {
    entityId: conversationId,
    entityVersion: unnumbered,
    data: {
      conversationId,
      messageId: edit.messageId,
      senderId: edit.senderId,
      content: edit.content,
      mentionedUserIds: [...edit.mentionedIds],
      mentionsRoom: edit.mentionsRoom,
      editedAt: timestampFromDate(edit.createdAt),
      laterParticipantIds: edit.laterParticipantIds,
    },
  });
}

export function messageDeleted({ conversationId, messageId, deletedBy, createdAt }: Deletion) {
  return eventOf(MessageDeletedSchema, {
    entityId: conversationId,
    entityVersion: unnumbered,
    data: {
      conversationId,
      messageId,
      deletedBy: deletedBy ?? undefined,
      deletedAt: timestampFromDate(createdAt),
    },
  });
}

export function messageData(message: NewMessage) {
  const { id, type, content, replyToMessageId, threadRootId, metadata, createdAt } = message;
  const { repliedActivity: activity } = message;

  return {
    id,
    type: types[type],
    content: content ?? undefined,
    replyToMessageId: replyToMessageId ?? undefined,
    threadRootId: threadRootId ?? undefined,
    isOnlyInThread: !message.inConversation,
    mentionedUserIds: [...message.mentionedIds],
    mentionsRoom: message.mentionsRoom,
    createdAt: timestampFromDate(createdAt),
    ...(activity && { repliedActivity: repliedActivityData(activity) }),
    ...(metadata && {
      action: {
        kind: metadata.action,
        actorId: metadata.actor_id,
        userIds: [...metadata.user_ids],
        ownerId: metadata.owner_id ?? undefined,
        name: metadata.name ?? undefined,
        goalId: metadata.goal_id,
        goalTitle: metadata.goal_title,
      },
    }),
  };
}

function repliedActivityData({ type, id, author_id, summary }: RepliedActivity) {
  return { type, id, authorId: author_id, summary };
}
