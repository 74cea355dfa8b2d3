import { eventually, startTribe, type Tribe } from '@tribe/testing';
import { allServices } from '../all-services';
import {
  contribute,
  contributionNotificationsOf,
  formSavingsGroup,
  type SavingsGroup,
} from '../savings-group';
import { contributedTo, expectEveryEventStoredOnce, expectExactBooks } from './books';
import { EventLog } from './event-log';
import { inOrder, Payers } from './payers';

let tribe: Tribe;
let log: EventLog;
let group: SavingsGroup;

beforeAll(async () => {
  tribe = await startTribe({ services: allServices });
  log = await EventLog.open(tribe);
  group = await formSavingsGroup(tribe);
});

afterAll(async () => {
  await log.close();
  await tribe.stop();
});

/** Waits until the relays have detected the new stream; until then, their outboxes appear to be published. */
const refilled = () => eventually(() => expectEveryEventStoredOnce(tribe, log), { everyMs: 100 });

test('NATS loses its disk: all events are published again, none takes effect twice, and new events are handled', async () => {
  const { brian, clarie, goalId } = group;
  const heard = await contributionNotificationsOf(brian);
  await contribute(clarie, goalId, 10);
  await tribe.settled();
  await tribe.nats.wipe();
  await refilled();
  await tribe.settled();
  expect(await contributionNotificationsOf(brian)).toBe(heard + 1);
  await expectExactBooks(tribe, log, goalId);
  const socket = await brian.socket();
  expect((await contribute(clarie, goalId, 11)).status).toBe(201);
  expect(await socket.next('notification.new')).toMatchObject({
    notification: { notification_type: 'goal_contribution' },
  });
  await tribe.settled();
  expect(await contributionNotificationsOf(brian)).toBe(heard + 2);
  await expectExactBooks(tribe, log, goalId);
});

test('NATS loses its disk repeatedly under load: each contribution is accepted without delay and announced once', async () => {
  const { alvin, brian, clarie, goalId } = group;
  const before = await contributedTo(tribe, goalId);
  const payers = new Payers([alvin, brian, clarie], goalId, { from: 2_001 });
  for (let wipe = 0; wipe < 4; wipe++) {
    const enough = payers.accepted.length + 15;
    await eventually(() => payers.accepted.length >= enough, { everyMs: 1 });
    await tribe.nats.wipe();
  }
  await payers.stop();
  await refilled();
  await tribe.settled();
  expect(payers.refusals).toEqual([]);
  expect(await contributedTo(tribe, goalId)).toEqual(inOrder([...before, ...payers.accepted]));
  await expectExactBooks(tribe, log, goalId);
});

test('NATS loses its disk before events are consumed: participants are notified once', async () => {
  const { alvin, goalId } = group;
  await tribe.stopService('notifications');
  for (const amount of [901, 902, 903])
    expect((await contribute(alvin, goalId, amount)).status).toBe(201);
  await eventually(() => expectEveryEventStoredOnce(tribe, log), {
    everyMs: 100,
  });
  await tribe.nats.wipe();
  await tribe.startService('notifications');
  await refilled();
  await tribe.settled();
  await expectExactBooks(tribe, log, goalId);
});
