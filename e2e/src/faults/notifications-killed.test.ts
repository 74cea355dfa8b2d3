import { eventually, startTribe, type Tribe } from '@tribe/testing';
import { allServices } from '../all-services';
import {
  contribute,
  contributionsHeardBy,
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
}, 60_000);

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
const handledNow = () => count(`inbox WHERE durable = '${durable}'`);

test('notifications dies between the commit of its handler and the acknowledgement: everybody is told once', async () => {
  const { brian, clarie, goalId } = group;
  const database = await tribe.db('notifications');
  const before = {
    told: await notificationsNow(),
    brian: await contributionsHeardBy(brian),
    acknowledged: await log.acknowledgedBy('goals', durable),
  };
  // The handler waits in the middle of its transaction until NATS is gone, so it commits and cannot acknowledge.
  await database.query('BEGIN');
  await database.query('LOCK TABLE notifications IN SHARE MODE');
  expect((await contribute(clarie, goalId, 10)).status).toBe(201);
  const waiting = `pg_stat_activity WHERE usename = current_user AND datname = current_database() AND wait_event_type = 'Lock'`;
  await eventually(async () => expect(await count(waiting)).toBeGreaterThan(0));
  await tribe.nats.stop();
  await database.query('COMMIT');
  await eventually(async () => expect(await notificationsNow()).toBe(before.told + 2));
  await tribe.process('notifications').kill();
  await tribe.nats.start();
  const handled = await handledNow();
  await eventually(async () =>
    expect(await log.acknowledgedBy('goals', durable)).toBe(before.acknowledged),
  );
  await tribe.process('notifications').start();
  await tribe.settled({ timeoutMs: 15_000 });
  expect(await handledNow()).toBe(handled);
  expect(await contributionsHeardBy(brian)).toBe(before.brian + 1);
  await expectExactBooks(tribe, log, goalId);
}, 40_000);

test.each(['while it runs', 'while it is dead'])(
  'NATS forgets %s what notifications acknowledged: nobody is told again',
  async (when) => {
    const { alvin, goalId } = group;
    for (const amount of [1, 2, 3])
      expect((await contribute(alvin, goalId, amount)).status).toBe(201);
    await tribe.settled();
    const before = await notificationsNow();
    if (when === 'while it is dead') await tribe.process('notifications').kill();
    await log.forgetDurable('goals', durable);
    if (when === 'while it is dead') await tribe.process('notifications').start();
    // The last event of the stream is acknowledged again, so everything was delivered once more.
    const last = (await log.stored('goals')).length;
    await eventually(async () => expect(await log.acknowledgedBy('goals', durable)).toBe(last), {
      timeoutMs: 10_000,
    });
    await tribe.settled();
    expect(await notificationsNow()).toBe(before);
    await expectExactBooks(tribe, log, goalId);
  },
  40_000,
);

const kills = repetitions({ few: 3, many: 10 });

test('notifications is killed again and again while contributions come in: everybody is told once of each', async () => {
  const { alvin, brian, clarie, goalId } = group;
  const chance = new Chance();
  const before = await contributedTo(tribe, goalId);
  const payers = new Payers([alvin, brian, clarie], goalId, { from: 2_001 });
  for (let kill = 0; kill < kills; kill++) {
    const enough = (await notificationsNow()) + chance.upTo(12);
    await eventually(async () => expect(await notificationsNow()).toBeGreaterThanOrEqual(enough), {
      timeoutMs: 15_000,
      everyMs: 1,
    });
    await chance.moment(10);
    await tribe.process('notifications').kill();
    await tribe.process('notifications').start();
  }
  await payers.stop();
  await tribe.settled({ timeoutMs: 20_000 });
  // Its death is nobody else's business.
  expect(payers.refusals).toEqual([]);
  expect(await contributedTo(tribe, goalId)).toEqual(inOrder([...before, ...payers.accepted]));
  await expectExactBooks(tribe, log, goalId);
}, 120_000);
