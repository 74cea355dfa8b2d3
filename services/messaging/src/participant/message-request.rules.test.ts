import type { MessageRequest } from '../access/message-request.queries';
import { decideAnswer, decideOpening } from './message-request.rules';

const request = (status: MessageRequest['status']): MessageRequest => ({
  conversationId: 'conversation',
  senderId: 'sender',
  recipientId: 'recipient',
  status,
});

test.each([
  ['pending', 'accepted', 'change'],
  ['pending', 'declined', 'change'],
  ['accepted', 'accepted', 'keep'],
  ['declined', 'declined', 'keep'],
  ['accepted', 'declined', 'refuse'],
  ['declined', 'accepted', 'refuse'],
] as const)('the recipient of a request that is %s and is %s: %s', (status, answer, kind) => {
  expect(decideAnswer(request(status), 'recipient', answer).kind).toBe(kind);
});

test.each(['sender', 'stranger'])('there is no request for the %s', (userId) => {
  expect(decideAnswer(request('pending'), userId, 'accepted').kind).toBe('refuse');
  expect(decideAnswer(undefined, userId, 'declined').kind).toBe('refuse');
});

test.each([
  ['pending', 'change'],
  ['declined', 'change'],
  ['accepted', 'keep'],
] as const)('opening a request that is %s: %s', (status, kind) => {
  expect(decideOpening(request(status)).kind).toBe(kind);
});
