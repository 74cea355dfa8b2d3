import { change, type Decision, keep, refuse } from '@tribe/service-kit';
import type { MessageRequest } from '../access/message-request.queries';
import { errors } from '../errors';

type Answer = 'accepted' | 'declined';

/** Decides the answer of a user to a message request. To all but the recipient, and after a refusal, there is no request. */
export function decideAnswer(
  request: MessageRequest | undefined,
  userId: string,
  answer: Answer,
): Decision<{ status: Answer }> {
  if (request?.recipientId !== userId) return refuse(errors.MESSAGE_REQUEST_NOT_FOUND);
  if (request.status === answer) return keep;
  if (request.status !== 'pending') return refuse(errors.MESSAGE_REQUEST_NOT_FOUND);

  return change({ status: answer });
}

/** Decides whether a request ends because its users became friends, or because the recipient writes to the sender. */
export function decideOpening(
  request: MessageRequest | undefined,
): Decision<{ status: 'accepted' }> {
  return request === undefined || request.status === 'accepted'
    ? keep
    : change({ status: 'accepted' });
}
