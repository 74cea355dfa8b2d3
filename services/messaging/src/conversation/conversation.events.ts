import { ConversationCreatedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { conversationMessage } from '../message/message.events';
import type { NewConversation } from './conversation.writes';

/** A conversation has no entries when it is created. */
const beforeFirstEntry = 0;

export function conversationCreated(conversation: NewConversation) {
  return eventOf(ConversationCreatedSchema, {
    entityId: conversation.id,
    entityVersion: beforeFirstEntry,
    data: {
      conversation: conversationMessage(conversation),
      createdBy: conversation.createdBy,
      participantIds: conversation.participants.map(({ userId }) => userId),
    },
  });
}
