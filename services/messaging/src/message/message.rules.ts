import { allow, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Message } from './message.queries';

type Asked = Pick<Message, 'content' | 'replyToMessageId' | 'type'>;

/** Decides whether a repeated request asks for the message that was sent before. The content may have changed since. */
export function decideRepetition(sent: Message, asked: Asked): Permission {
  const hasChanged = sent.editedAt !== null || sent.deletedAt !== null;

  const isSame =
    (hasChanged || sent.content === asked.content) &&
    sent.type === asked.type &&
    sent.replyToMessageId === asked.replyToMessageId;

  if (isSame) return allow;

  return refuse(isFromKey(sent) ? errors.IDEMPOTENCY_KEY_REUSED : errors.CLIENT_MSG_ID_REUSED);
}

/** Clients cannot choose an id with a space. */
export function idFromKey(keyHash: string): string {
  return `key ${keyHash}`;
}

function isFromKey({ clientMsgId }: Message): boolean {
  return clientMsgId?.startsWith(idFromKey('')) ?? false;
}

/** The id that the client chose, for its own view. */
export function chosenIdOf(message: Message): string | null {
  return isFromKey(message) ? null : message.clientMsgId;
}
