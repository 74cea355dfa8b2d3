import { goals } from '@tribe/goals';
import type { ServiceProcess } from '@tribe/local-servers';
import { notifications } from '@tribe/notifications';
import { eventually, startTribe, type Tribe } from '@tribe/testing';
import { allServices } from '../all-services';
import { formSavingsGroup, type SavingsGroup } from '../savings-group';
import { contributedTo, expectExactBooks } from './books';
import { EventLog } from './event-log';
import { inOrder, Payers } from './payers';

let tribe: Tribe;
let log: EventLog;
let group: SavingsGroup;
let secondGoals: ServiceProcess;

beforeAll(async () => {
  tribe = await startTribe({ services: allServices, processes: ['notifications'] });
  log = await EventLog.open(tribe);
  group = await formSavingsGroup(tribe);
  await tribe.startReplica(notifications);
  secondGoals = await tribe.startReplicaProcess(goals);
});

afterAll(async () => {
  await log.close();
  await tribe.stop();
});

/** Returns the versions of the goal in the notifications of each user, in their order. */
async function notifiedVersions(goalId: string): Promise<number[][]> {
  const events = await (
    await tribe.db('goals')
  ).query<{ id: string; entity_version: string }>(
    'SELECT id, entity_version FROM outbox WHERE entity_id = $1',
    [goalId],
  );
  const versions = new Map(
    events.rows.map(({ id, entity_version: version }) => [id, Number(version)]),
  );
  const notified = await (
    await tribe.db('notifications')
  ).query<{ events: string[] }>(
    `SELECT array_agg(source_event_id::text ORDER BY outbox.position) AS events
       FROM notifications JOIN outbox ON outbox.entity_id = notifications.id
      WHERE target_id = $1 GROUP BY user_id`,
    [goalId],
  );
  return notified.rows.map((row) => row.events.map((id) => versions.get(id) ?? 0));
}

test('two replicas of goals and notifications, one of each killed: every event takes effect once, in order per goal', async () => {
  const { alvin, brian, clarie, goalId } = group;
  const before = await contributedTo(tribe, goalId);
  const payers = new Payers([alvin, brian, clarie], goalId);
  const more = async (count: number) => {
    const enough = payers.accepted.length + count;
    await eventually(() => payers.accepted.length >= enough, { everyMs: 1 });
  };
  await more(60);
  await tribe.process('notifications').kill();
  await more(30);
  await secondGoals.kill();
  await more(30);
  await payers.stop();
  await tribe.settled();
  expect(payers.refusals).toEqual([]);
  expect(await contributedTo(tribe, goalId)).toEqual(inOrder([...before, ...payers.accepted]));
  const notified = await notifiedVersions(goalId);
  expect(notified).toHaveLength(3);
  for (const versions of notified) expect(versions).toEqual(inOrder(versions));
  await expectExactBooks(tribe, log, goalId);
});
