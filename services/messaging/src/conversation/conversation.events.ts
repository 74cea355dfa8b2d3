import { ConversationCreatedSchema, ConversationUpdatedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { conversationMessage } from '../access/conversation-message';
import type { Conversation } from '../access/conversation.queries';
import { messageData, unnumbered } from '../message/message.events';
import type { NewMessage } from '../message/message.writes';
import type { NewConversation } from './conversation.writes';

/** A conversation has no entries when it is created. */
const beforeFirstEntry = 0;

interface Created extends Pick<NewConversation, 'id' | 'kind' | 'name' | 'imageUrl' | 'createdBy'> {
  readonly participants: readonly { readonly userId: string }[];
}

export function conversationCreated(conversation: Created) {
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

export function conversationUpdated(conversation: Conversation, message: NewMessage) {
  return eventOf(ConversationUpdatedSchema, {
    entityId: conversation.id,
    entityVersion: unnumbered,
    data: { conversation: conversationMessage(conversation), message: messageData(message) },
  });
}
