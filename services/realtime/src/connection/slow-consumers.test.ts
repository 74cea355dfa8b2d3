import { connect } from 'node:net';
import { NotificationCreatedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import { eventually, metricOf, type Person, startTribe, type Tribe } from '@tribe/testing';
import { realtime } from '..';

let tribe: Tribe;
let brian: Person;

beforeAll(async () => {
  const env = { MAX_UNREAD_BYTES: String(64 * 1_024) };
  tribe = await startTribe({ services: [realtime], schemas: [], env });
  brian = await tribe.person('brian');
});
afterAll(() => tribe.stop());

/** A text frame of a client, with an empty mask. */
function frame(text: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(text.length);
  return Buffer.concat([
    Buffer.from([0x81, 0x80 | 126]),
    length,
    Buffer.alloc(4),
    Buffer.from(text),
  ]);
}

/** A socket of Brian whose client speaks the protocol by hand, and can stop reading. */
async function openByHand() {
  const { hostname, port } = new URL(tribe.service('realtime').url);
  const socket = connect({ host: hostname, port: Number(port) });
  const state = { isClosed: false, text: '' };
  socket.on('error', () => undefined);
  for (const event of ['end', 'close']) socket.on(event, () => (state.isClosed = true));
  socket.on('data', (data) => (state.text += data.toString('latin1')));
  socket.write(
    'GET /ws/?EIO=4&transport=websocket HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n',
  );
  await eventually(() => state.text.includes('"sid"'));
  socket.write(frame(`40${JSON.stringify({ token: brian.accessToken })}`));
  await eventually(() => state.text.includes('"connected"'));

  return { socket, state };
}

/** 60 MB, more than a kernel keeps for a client that does not read. */
const mostPushes = 1_000;
const long = 'x'.repeat(60_000);

function notification(title: string) {
  const id = newId();
  return eventOf(NotificationCreatedSchema, {
    entityId: id,
    entityVersion: 1,
    data: { id, userId: brian.id, title, message: long },
  });
}

const disconnected = () => metricOf(tribe.service('realtime'), 'tribe_realtime_slow_sockets_total');

test('a socket whose client does not read is disconnected with the reason, and other sockets receive everything', async () => {
  const reading = await brian.socket();
  const { socket, state } = await openByHand();
  socket.pause();

  let pushes = 0;
  while (pushes < mostPushes && (await disconnected()) === 0) await push((pushes += 1));
  await push((pushes += 1));

  socket.resume();
  await eventually(() => state.isClosed);
  expect(state.text).not.toContain(`Push ${pushes}"`);
  expect(reading.received.filter(({ event }) => event === 'notification.new').length).toBe(pushes);
  reading.close();

  async function push(number: number) {
    const title = `Push ${number}`;
    const isSent = ({ notification: sent }: { notification: { title: string } }) =>
      sent.title === title;
    await tribe.publishAs('notifications', notification(title));
    await reading.next('notification.new', { where: isSent });
  }
});
