import { create } from '@bufbuild/protobuf';
import { ConversationKind, MessageSentSchema, MessageType } from '@tribe/contracts';
import { messageNew } from './conversation-deliveries.rules';

const sender = { id: 'user-1', username: 'clariegor', fullName: 'Clarie Gor' };

test.each([
  ['of the coach', ConversationKind.AI_COACH, { type: MessageType.TEXT }, true],
  ['of its user', ConversationKind.AI_COACH, { type: MessageType.TEXT, sender }, false],
  ['of the system', ConversationKind.AI_COACH, { type: MessageType.SYSTEM }, false],
  ['in a group', ConversationKind.GROUP, { type: MessageType.TEXT }, false],
])('a pushed message %s tells whether the coach wrote it', (_of, kind, message, isAi) => {
  const conversation = { id: 'conversation-1', kind };
  const data = create(MessageSentSchema, { conversation, message });
  expect(messageNew({ id: 'event-1', entityVersion: 2n, data })?.message.is_ai).toBe(isAi);
});
