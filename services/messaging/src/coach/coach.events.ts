import { ConversationCreatedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { conversationMessage } from '../access/conversation-message';
import { messageData } from '../message/message.events';
import type { NewMessage } from '../message/message.writes';
import { coachName } from './coach-message.rules';

/** The conversation is created with its first entry. */
const firstEntry = 1;

export function coachConversationCreated(userId: string, greeting: NewMessage) {
  const { conversationId: id } = greeting;
  const conversation = { id, kind: 'ai_coach' as const, name: coachName, imageUrl: null };

  return eventOf(ConversationCreatedSchema, {
    entityId: id,
    entityVersion: firstEntry,
    data: {
      conversation: conversationMessage(conversation),
      createdBy: userId,
      participantIds: [userId],
      message: messageData(greeting),
    },
  });
}
