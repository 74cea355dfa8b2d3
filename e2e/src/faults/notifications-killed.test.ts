import { eventually, startTribe, type Tribe } from '@tribe/testing';
import { allServices } from '../all-services';
import {
  contribute,
  contributionNotificationsOf,
  formSavingsGroup,
  type SavingsGroup,
} from '../savings-group';
import { contributedTo, expectExactBooks } from './books';
import { Chance } from './chance';
import { EventLog } from './event-log';
import { inOrder, Payers } from './payers';
import { repetitions } from './thorough';

const durable = 'notifications-goal-contribution-added-v1';

let tribe: Tribe;
let log: EventLog;
let group: SavingsGroup;

beforeAll(async () => {
  tribe = await startTribe({ services: allServices, processes: ['notifications'] });
  log = await EventLog.open(tribe);
  group = await formSavingsGroup(tribe);
});

afterAll(async () => {
  await log.close();
  await tribe.stop();
});

async function count(text: string): Promise<number> {
  const { rows } = await (
    await tribe.db('notifications')
  ).query<{ count: number }>(`SELECT count(*)::int AS count FROM ${text}`);
  return rows[0]?.count ?? 0;
}

const notificationsNow = () => count(`notifications WHERE notification_type = 'goal_contribution'`);
const waitingForLocks = `pg_stat_activity WHERE usename = current_user AND datname = current_database() AND wait_event_type = 'Lock'`;
const handledNow = () => count(`inbox WHERE durable = '${durable}'`);

test('notifications is killed between commit and acknowledgement: participants are notified once', async () => {
  const { brian, clarie, goalId } = group;
  const database = await tribe.db('notifications');
  const before = {
    notifications: await notificationsNow(),
    brian: await contributionNotificationsOf(brian),
    acknowledged: await log.acknowledgedBy('goals', durable),
  };
  // The table lock holds the handler in its transaction until NATS is down, so that it commits but cannot acknowledge.
  await database.query('BEGIN');
  await database.query('LOCK TABLE notifications IN SHARE MODE');
  expect((await contribute(clarie, goalId, 10)).status).toBe(201);
  await eventually(async () => expect(await count(waitingForLocks)).toBeGreaterThan(0));
  await tribe.nats.stop();
  await database.query('COMMIT');
  await eventually(async () => expect(await notificationsNow()).toBe(before.notifications + 2));
  await tribe.process('notifications').kill();
  await tribe.nats.start();
  const handled = await handledNow();
  await eventually(async () =>
    expect(await log.acknowledgedBy('goals', durable)).toBe(before.acknowledged),
  );
  await tribe.process('notifications').start();
  await tribe.settled();
  expect(await handledNow()).toBe(handled);
  expect(await contributionNotificationsOf(brian)).toBe(before.brian + 1);
  await expectExactBooks(tribe, log, goalId);
});

async function createGoals(count: number): Promise<string[]> {
  const { alvin, brian } = group;
  const goal = {
    goal_type: 'group',
    target_type: 'amount',
    target_amount: 300,
    auto_complete: false,
  };
  const created = Array.from({ length: count }, (_, index) =>
    brian.post('/api/v1/goals', {
      ...goal,
      title: `Tent ${index}`,
      participant_ids: [alvin.id],
    }),
  );
  const goals = await Promise.all(created);
  await tribe.settled();
  return goals.map(({ body }) => body.id);
}

test('notifications is killed while it handles events of several goals in one transaction: participants are notified once', async () => {
  const goalIds = await createGoals(6);
  const database = await tribe.db('notifications');
  await tribe.nats.stop();
  for (const goalId of goalIds)
    expect((await contribute(group.alvin, goalId, 10)).status).toBe(201);
  const before = await handledNow();
  await database.query('BEGIN');
  await database.query('LOCK TABLE notifications IN SHARE MODE');
  await tribe.nats.start();
  // The first event is handled alone; the second transaction is that of the events that arrived meanwhile.
  await eventually(async () => expect(await count(waitingForLocks)).toBeGreaterThan(1), {
    everyMs: 1,
  });
  await tribe.process('notifications').kill();
  await database.query('ROLLBACK');
  expect(await handledNow()).toBe(before);
  await tribe.process('notifications').start();
  await tribe.settled();
  expect(await handledNow()).toBe(before + goalIds.length);
  for (const goalId of goalIds) await expectExactBooks(tribe, log, goalId);
});

test.each(['while it runs', 'while it is down'])(
  'NATS loses the acknowledgements of notifications %s: participants are not notified again',
  async (when) => {
    const { alvin, goalId } = group;
    for (const amount of [1, 2, 3])
      expect((await contribute(alvin, goalId, amount)).status).toBe(201);
    await tribe.settled();
    const before = await notificationsNow();
    if (when === 'while it is down') await tribe.process('notifications').kill();
    await log.forgetDurable('goals', durable);
    if (when === 'while it is down') await tribe.process('notifications').start();
    // All events were delivered again once the last event is acknowledged.
    const last = (await log.stored('goals')).length;
    await eventually(async () => expect(await log.acknowledgedBy('goals', durable)).toBe(last));
    await tribe.settled();
    expect(await notificationsNow()).toBe(before);
    await expectExactBooks(tribe, log, goalId);
  },
  40_000,
);

const kills = repetitions({ few: 3, many: 10 });

test('notifications is killed repeatedly under load: participants are notified of each contribution once', async () => {
  const { alvin, brian, clarie, goalId } = group;
  const chance = new Chance();
  const before = await contributedTo(tribe, goalId);
  const payers = new Payers([alvin, brian, clarie], goalId, { from: 2_001 });
  for (let kill = 0; kill < kills; kill++) {
    const enough = (await notificationsNow()) + chance.upTo(12);
    await eventually(async () => expect(await notificationsNow()).toBeGreaterThanOrEqual(enough), {
      everyMs: 1,
    });
    await chance.moment(10);
    await tribe.process('notifications').kill();
    await tribe.process('notifications').start();
  }
  await payers.stop();
  await tribe.settled();
  // Other services must not be affected.
  expect(payers.refusals).toEqual([]);
  expect(await contributedTo(tribe, goalId)).toEqual(inOrder([...before, ...payers.accepted]));
  await expectExactBooks(tribe, log, goalId);
}, 300_000);
