import { durablesOf } from '@tribe/events';
import { notifications } from '@tribe/notifications';
import { durablesDeclaredIn } from './declared-durables';
import { startTribe, type Tribe } from './tribe';

let tribe: Tribe;

beforeAll(async () => {
  tribe = await startTribe({ services: [notifications] });
});
afterAll(() => tribe.stop());

test('durablesDeclaredIn returns the durables of the running service', () => {
  const running = durablesOf(tribe.service('notifications').app).map(({ durable, stream }) => ({
    durable,
    stream,
  }));
  const declared = durablesDeclaredIn(notifications.module);
  expect(running.length).toBeGreaterThan(3);
  expect(declared.sort((a, b) => a.durable.localeCompare(b.durable))).toEqual(running);
});
