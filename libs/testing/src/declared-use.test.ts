import { durablesOf } from '@tribe/events';
import { notifications } from '@tribe/notifications';
import { brokerUseOf } from './declared-use';
import { startTribe, type Tribe } from './tribe';

let tribe: Tribe;

beforeAll(async () => {
  tribe = await startTribe({ services: [notifications] });
});
afterAll(() => tribe.stop());

test('brokerUseOf returns the durables of the running service', () => {
  const running = durablesOf(tribe.service('notifications').app).map(
    ({ durable, stream, filter }) => ({ durable, stream, filter }),
  );
  const { durables } = brokerUseOf(notifications.module);
  expect(running.length).toBeGreaterThan(3);
  expect(durables.toSorted((a, b) => a.durable.localeCompare(b.durable))).toEqual(running);
});

test('brokerUseOf returns the calls that the classes of the service and of its libs declare', () => {
  expect(brokerUseOf(notifications.module).calls).toEqual(
    expect.arrayContaining([
      'rpc.identity.AccountMailService.GetAccountMail',
      'rpc.identity.UserDirectoryService.GetUserCards',
    ]),
  );
});
