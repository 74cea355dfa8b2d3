import { create } from '@bufbuild/protobuf';
import { AnnouncedMessageSchema } from '@tribe/contracts';
import { messagePush } from './push.rules';

const message = (fields: object) =>
  create(AnnouncedMessageSchema, { conversationId: 'c', senderId: 's', seq: 7n, ...fields });
const sender = { id: 's', username: 'brian', fullName: 'Brian' };
const device = { to: 'token', badge: 3, locale: 'en' };

test('a push of a direct message has the name of the sender as its title', () => {
  expect(messagePush(message({ content: 'Hello' }), sender, device)).toEqual({
    to: 'token',
    badge: 3,
    title: 'Brian',
    body: 'Hello',
    collapseId: 'c',
    tag: 'c',
    ttl: 604_800,
    data: { type: 'message', conversation_id: 'c', seq: 7 },
  });
});

test('a push of a sender whose name is not known is in the language of the recipient', () => {
  const { title } = messagePush(message({ content: 'Hallo' }), undefined, {
    ...device,
    locale: 'de-AT',
  });
  expect(title).toBe('Jemand');
});

test('a push of an answer of the coach has its name as the title, and no sender', () => {
  const answer = message({ conversationName: 'Tribe Coach', senderId: '', content: 'Start small' });
  const { title, body } = messagePush(answer, undefined, device);
  expect([title, body]).toEqual(['Tribe Coach', 'Start small']);
});

test('a push of a group message has the name of the group as its title, and at most 150 characters', () => {
  const long = message({ conversationName: 'Crew', content: '🌴'.repeat(200) });
  const { title, body } = messagePush(long, sender, device);
  expect([title, body]).toEqual(['Crew', `Brian: ${'🌴'.repeat(142)}…`]);
});
