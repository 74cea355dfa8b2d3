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
import { inOrder, Payers, statusesOf } from './payers';
import { repetitions } from './thorough';

let tribe: Tribe;
let log: EventLog;
let group: SavingsGroup;

beforeAll(async () => {
  tribe = await startTribe({ services: allServices, processes: ['goals'] });
  log = await EventLog.open(tribe);
  group = await formSavingsGroup(tribe);
});

afterAll(async () => {
  await log.close();
  await tribe.stop();
});

/** Returns the events of goals that are not published; achievements may be earned meanwhile. */
const unpublished = async () =>
  (
    await (
      await tribe.db('goals')
    ).query<{ id: string }>(
      `SELECT id FROM outbox WHERE published_at IS NULL AND subject LIKE 'tribe.goals.goal.%'`,
    )
  ).rows.map(({ id }) => id);

test('goals is killed between commit and publish: participants are notified once after its restart', async () => {
  const { brian, clarie, goalId } = group;
  const heard = await contributionNotificationsOf(brian);
  await tribe.nats.stop();
  expect((await contribute(clarie, goalId, 10)).status).toBe(201);
  await tribe.process('goals').kill();
  expect(await unpublished()).toHaveLength(1);
  await tribe.nats.start();
  await tribe.process('goals').start();
  await tribe.settled();
  expect(await contributionNotificationsOf(brian)).toBe(heard + 1);
  await expectExactBooks(tribe, log, goalId);
});

test('goals is killed between publish and write-back: the event is in the stream once, and participants are notified once', async () => {
  const { alvin, brian, goalId } = group;
  const heard = await contributionNotificationsOf(brian);
  const database = await tribe.db('goals');
  await tribe.nats.stop();
  expect((await contribute(alvin, goalId, 20)).status).toBe(201);
  const [id] = await unpublished();
  // The row lock prevents the relay from writing back.
  await database.query('BEGIN');
  await database.query('SELECT FROM outbox WHERE id = $1 FOR UPDATE', [id]);
  await tribe.nats.start();
  await eventually(async () =>
    expect((await log.stored('goals')).map((message) => message.id)).toContain(id),
  );
  await tribe.process('goals').kill();
  // A crashed machine loses its connections, but Postgres would still execute statements that were sent.
  await database.query(
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'goals-relay'",
  );
  await database.query('ROLLBACK');
  expect(await unpublished()).toEqual([id]);
  await tribe.process('goals').start();
  await tribe.settled();
  expect(await contributionNotificationsOf(brian)).toBe(heard + 1);
  await expectExactBooks(tribe, log, goalId);
});

const kills = repetitions({ few: 3, many: 20 });

test('goals is killed at random moments under load: no accepted contribution is lost, counted twice or announced twice', async () => {
  const { alvin, brian, clarie, goalId } = group;
  const chance = new Chance();
  const before = await contributedTo(tribe, goalId);
  const payers = new Payers([alvin, brian, clarie, clarie], goalId, { from: 3_001 });
  for (let kill = 0; kill < kills; kill++) {
    const enough = payers.accepted.length + chance.upTo(6);
    await eventually(() => payers.accepted.length >= enough, { everyMs: 1 });
    // At any point of a request or of its event, not only after a response.
    await chance.moment(15);
    await tribe.process('goals').kill();
    await tribe.process('goals').start();
  }
  await payers.stop();
  await tribe.settled();
  expect(await contributedTo(tribe, goalId)).toEqual(inOrder([...before, ...payers.accepted]));
  expect(statusesOf(payers.refusals).filter((status) => ![409, 502, 503].includes(status))).toEqual(
    [],
  );
  await expectExactBooks(tribe, log, goalId);
}, 240_000);

const rounds = repetitions({ few: 2, many: 3 });

test('goals is stopped gracefully under load: accepted requests are completed and answered', async () => {
  const { alvin, brian, clarie, goalId } = group;
  const before = await contributedTo(tribe, goalId);
  const payers = new Payers([alvin, brian, clarie, clarie], goalId, { from: 10_001 });
  for (let round = 0; round < rounds; round++) {
    const enough = payers.accepted.length + 20;
    await eventually(() => payers.accepted.length >= enough, { everyMs: 1 });
    await tribe.process('goals').stop();
    await tribe.process('goals').start();
  }
  await payers.stop();
  await tribe.settled();
  expect(statusesOf(payers.refusals).filter((status) => ![502, 503].includes(status))).toEqual([]);
  // Refused payments must not have been made.
  expect(payers.replayed).toBe(0);
  expect(await contributedTo(tribe, goalId)).toEqual(inOrder([...before, ...payers.accepted]));
  await expectExactBooks(tribe, log, goalId);
});
