import { change, type Decision, keep, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Message } from '../message/message.queries';

/** Messages that a conversation can have pinned. */
export const maxPins = 50;

/** @param pinned the number of pinned messages of the conversation */
export function decidePin(
  { deletedAt, pinnedAt }: Pick<Message, 'deletedAt' | 'pinnedAt'>,
  { pinned, now }: { pinned: number; now: Date },
): Decision<{ pinnedAt: Date }> {
  if (deletedAt !== null) return refuse(errors.MESSAGE_DELETED);
  if (pinnedAt !== null) return keep;
  if (pinned >= maxPins) return refuse(errors.TOO_MANY_PINS);

  return change({ pinnedAt: now });
}
