import { randomUUID } from 'node:crypto';
import {
  EventStreamClient,
  eventually,
  metricOf,
  type Person,
  startTribe,
  type Tribe,
} from '@tribe/testing';
import { allServices } from './all-services';

const places = 3;

let tribe: Tribe;
let brian: Person;
let clarie: Person;
const streams: EventStreamClient[] = [];

beforeAll(async () => {
  tribe = await startTribe({
    services: allServices,
    env: {
      RATE_LIMIT_ENABLED: 'true',
      MAX_WEBSOCKETS_PER_ADDRESS: String(places),
      // Comments keep a stream open.
      WEBSOCKET_IDLE_MS: '5000',
      STREAM_HEARTBEAT_MS: '700',
    },
  });
  [brian, clarie] = [await tribe.person('brian'), await tribe.person('clarie')];
  await tribe.befriend(brian, clarie);
  await tribe.settled();
});

afterEach(async () => {
  for (const stream of streams.splice(0)) stream.close();
  await eventually(async () => (await openAtGateway()) === 0);
});
afterAll(() => tribe.stop());

async function open(person: Person): Promise<EventStreamClient> {
  const headers = { 'accept-encoding': 'br, gzip' };
  const url = tribe.service('gateway').url;
  const stream = await EventStreamClient.open(url, person.accessToken, { headers });
  streams.push(stream);

  return stream;
}

const openAtGateway = () => metricOf(tribe.service('gateway'), 'tribe_gateway_websockets');

test('a message arrives in a stream through the gateway, also after a long silence', async () => {
  const stream = await open(clarie);
  await stream.next('connected');
  expect(stream.headers['content-encoding']).toBeUndefined();
  await eventually(() => stream.comments >= 8);

  const { body: conversation } = await brian.post('/api/v1/conversations', {
    conversation_type: 'direct',
    participant_ids: [clarie.id],
  });
  const messages = `/api/v1/conversations/${conversation.id}/messages`;
  await brian.post(messages, { content: 'Hello', client_msg_id: randomUUID() });
  expect(await stream.next('message.new')).toMatchObject({
    conversation_id: conversation.id,
    message: { content: 'Hello' },
  });
});

test('streams of an address take the places of its WebSockets, and give them back', async () => {
  for (let place = 0; place < places; place += 1) await (await open(brian)).next('connected');
  const refused = await open(brian);
  expect([refused.status, await refused.problem()]).toMatchObject([429, { code: 'RATE_LIMITED' }]);
  await expect(brian.socket()).rejects.toThrow();

  streams.shift()?.close();
  await eventually(async () => (await openAtGateway()) === places - 1);
  const socket = await brian.socket();
  socket.close();
});

test('a stream is closed after a log-out, and its token opens no other', async () => {
  const leaver = await tribe.person('leaver');
  const stream = await open(leaver);
  await stream.next('connected');
  await leaver.post('/api/v1/auth/logout');
  await stream.closed();
  expect((await open(leaver)).status).toBe(401);
});
