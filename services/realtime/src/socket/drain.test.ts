import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { realtime } from '..';
import { reconnectSpreadMs } from './drain.rules';

let tribe: Tribe;
let brian: Person;

beforeAll(async () => {
  tribe = await startTribe({ services: [realtime], schemas: [] });
  brian = await tribe.person('brian');
});
afterAll(() => tribe.stop());

test('the sockets of a stopping pod are asked to reconnect at different times, and closed', async () => {
  const sockets = await Promise.all(Array.from({ length: 8 }, () => brian.socket()));
  await Promise.all(sockets.map((socket) => socket.next('connected')));
  await tribe.restart('realtime');

  const hints = await Promise.all(sockets.map((socket) => socket.next('draining')));
  const times = hints.map(({ reconnect_in_ms }) => reconnect_in_ms);
  for (const time of times) {
    expect(time).toBeGreaterThanOrEqual(0);
    expect(time).toBeLessThan(5_000);
  }
  expect(new Set(times).size).toBeGreaterThan(1);
  await Promise.all(sockets.map((socket) => socket.closed()));
});

test('many clients reconnect over a longer period', () => {
  expect([0, 2_500, 10_000, 1_000_000].map(reconnectSpreadMs)).toEqual([
    5_000, 5_000, 20_000, 30_000,
  ]);
});
