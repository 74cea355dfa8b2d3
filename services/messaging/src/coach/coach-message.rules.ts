import { newId } from '@tribe/service-kit';
import { saltedContentOf } from '../message/chain.rules';
import { type NewMessage, plainMessage } from '../message/message.writes';

export const coachName = 'Tribe Coach';
export const coachGreeting = "Hi! I'm your Tribe Coach. How can I help you today?";

/** Returns a message of the coach, which has no sender. */
export function coachMessage({
  id = newId(),
  conversationId,
  content,
  replyToMessageId = null,
  createdAt,
}: Pick<NewMessage, 'conversationId' | 'createdAt'> & {
  readonly id?: string;
  readonly content: string;
  readonly replyToMessageId?: string | null;
}): NewMessage {
  return {
    ...plainMessage,
    id,
    conversationId,
    senderId: null,
    type: 'text',
    ...saltedContentOf(content),
    replyToMessageId,
    createdAt,
  };
}
