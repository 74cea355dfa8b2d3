import type { KnownConversation, KnownMessage } from './known-conversation';
import { linesOf, threadLinesOf } from './lines.rules';

const message = (id: string, fields: Partial<KnownMessage> = {}) =>
  ({
    id,
    client_msg_id: null,
    content: id,
    sender: null,
    read_by: [],
    reply_to_activity: null,
    thread_root_id: null,
    is_in_conversation: true,
    reply_to_message: null,
    ...fields,
  }) as unknown as KnownMessage;

const messages = [
  message('root'),
  message('inner', { thread_root_id: 'root', is_in_conversation: false }),
  message('both', { thread_root_id: 'root' }),
];
const known = { messages, marks: [] } as unknown as KnownConversation;
const waiting = {
  clientMsgId: 'waiting',
  conversationId: 'c',
  content: 'waiting',
  replyToMessageId: undefined,
  threadRootId: 'root',
  isInConversation: false,
  error: undefined,
};

test('the lines of a conversation leave out replies that only their thread shows', () => {
  const lines = linesOf(known, [waiting], 'me');
  expect(lines.map(({ key }) => key)).toEqual(['root', 'both']);
});

test('the lines of a thread are its replies, also those that wait', () => {
  const lines = threadLinesOf(known, [waiting], { rootId: 'root', userId: 'me' });
  expect(lines.map(({ key }) => key)).toEqual(['inner', 'both', 'waiting']);
});
