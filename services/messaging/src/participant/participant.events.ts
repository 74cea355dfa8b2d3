import {
  ConversationAccessChangedSchema,
  ConversationParticipantRemovedSchema,
  ConversationParticipantsAddedSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { conversationMessage } from '../access/conversation-message';
import type { Conversation } from '../access/conversation.queries';
import { messageData, unnumbered } from '../message/message.events';
import type { NewMessage } from '../message/message.writes';

export function participantsAdded(
  conversation: Conversation,
  message: NewMessage,
  userIds: readonly string[],
) {
  return eventOf(ConversationParticipantsAddedSchema, {
    entityId: conversation.id,
    entityVersion: unnumbered,
    data: {
      conversation: conversationMessage(conversation),
      message: messageData(message),
      userIds: [...userIds],
    },
  });
}

export function participantRemoved(
  conversation: Conversation,
  message: NewMessage,
  userId: string,
) {
  return eventOf(ConversationParticipantRemovedSchema, {
    entityId: conversation.id,
    entityVersion: unnumbered,
    data: {
      conversation: conversationMessage(conversation),
      message: messageData(message),
      userId,
    },
  });
}

/** The entity is the new participant. */
export function requestAccepted(accepted: {
  participantId: string;
  conversationId: string;
  recipientId: string;
  lastSeq: bigint;
}) {
  const { participantId, conversationId: id, recipientId, lastSeq } = accepted;
  const conversation = conversationMessage({ id, kind: 'direct', name: null, imageUrl: null });

  return eventOf(ConversationAccessChangedSchema, {
    entityId: participantId,
    entityVersion: 1,
    data: { accesses: [{ conversation, lastSeq, addedUserIds: [recipientId] }] },
  });
}
