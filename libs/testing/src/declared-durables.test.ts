import { durablesOf } from '@tribe/events';
import { notifications } from '@tribe/notifications';
import { durablesDeclaredIn } from './declared-durables';
import { startTribe, type Tribe } from './tribe';

let tribe: Tribe;

beforeAll(async () => {
  tribe = await startTribe({ services: [notifications] });
});
afterAll(() => tribe.stop());

test('the durables read from the decorators of a service are those it has when it runs', () => {
  const running = durablesOf(tribe.service('notifications').app).map(({ durable, stream }) => ({
    durable,
    stream,
  }));
  const declared = durablesDeclaredIn(notifications.module);
  expect(running.length).toBeGreaterThan(3);
  expect(declared.sort((a, b) => a.durable.localeCompare(b.durable))).toEqual(running);
});
