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
import { inOrder, Payers, statusesOf } from './payers';
import { repetitions } from './thorough';

let tribe: Tribe;
let log: EventLog;
let group: SavingsGroup;

beforeAll(async () => {
  tribe = await startTribe({ services: allServices, processes: ['goals'] });
  log = await EventLog.open(tribe);
  group = await formSavingsGroup(tribe);
}, 60_000);

afterAll(async () => {
  await log.close();
  await tribe.stop();
});

const unpublished = async () =>
  (
    await (
      await tribe.db('goals')
    ).query<{ id: string }>('SELECT id FROM outbox WHERE published_at IS NULL')
  ).rows.map(({ id }) => id);

test('goals dies between commit and publish: the contribution is told once when it is back', async () => {
  const { brian, clarie, goalId } = group;
  const heard = await contributionsHeardBy(brian);
  await tribe.nats.stop();
  expect((await contribute(clarie, goalId, 10)).status).toBe(201);
  await tribe.process('goals').kill();
  expect(await unpublished()).toHaveLength(1);
  await tribe.nats.start();
  await tribe.process('goals').start();
  await tribe.settled({ timeoutMs: 15_000 });
  expect(await contributionsHeardBy(brian)).toBe(heard + 1);
  await expectExactBooks(tribe, log, goalId);
}, 40_000);

test('goals dies between publish and writing that down: the contribution is in the stream once, and told once', async () => {
  const { alvin, brian, goalId } = group;
  const heard = await contributionsHeardBy(brian);
  const database = await tribe.db('goals');
  await tribe.nats.stop();
  expect((await contribute(alvin, goalId, 20)).status).toBe(201);
  const [id] = await unpublished();
  // The relay cannot write back what it published while we hold the row.
  await database.query('BEGIN');
  await database.query('SELECT FROM outbox WHERE id = $1 FOR UPDATE', [id]);
  await tribe.nats.start();
  await eventually(
    async () => expect((await log.stored('goals')).map((message) => message.id)).toContain(id),
    {
      timeoutMs: 10_000,
    },
  );
  await tribe.process('goals').kill();
  // Postgres would carry out what it was sent already; a machine that dies takes its connections along.
  await database.query(
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'goals-relay'",
  );
  await database.query('ROLLBACK');
  expect(await unpublished()).toEqual([id]);
  await tribe.process('goals').start();
  await tribe.settled({ timeoutMs: 15_000 });
  expect(await contributionsHeardBy(brian)).toBe(heard + 1);
  await expectExactBooks(tribe, log, goalId);
}, 40_000);

const kills = repetitions({ few: 3, many: 20 });

test('goals is killed at random moments under load: no accepted contribution is lost, none counts or is told twice', async () => {
  const { alvin, brian, clarie, goalId } = group;
  const chance = new Chance();
  const before = await contributedTo(tribe, goalId);
  const payers = new Payers([alvin, brian, clarie, clarie], goalId, { from: 3_001 });
  for (let kill = 0; kill < kills; kill++) {
    const enough = payers.accepted.length + chance.upTo(6);
    await eventually(() => payers.accepted.length >= enough, { timeoutMs: 15_000, everyMs: 1 });
    // Not always right behind an answer: anywhere on the way of a request, or of its event.
    await chance.moment(15);
    await tribe.process('goals').kill();
    await tribe.process('goals').start();
  }
  await payers.stop();
  await tribe.settled({ timeoutMs: 20_000 });
  expect(await contributedTo(tribe, goalId)).toEqual(inOrder([...before, ...payers.accepted]));
  expect(statusesOf(payers.refusals).filter((status) => ![409, 502, 503].includes(status))).toEqual(
    [],
  );
  await expectExactBooks(tribe, log, goalId);
}, 240_000);

const rounds = repetitions({ few: 2, many: 3 });

test('goals is stopped gracefully under load: what it had taken on is finished and answered', async () => {
  const { alvin, brian, clarie, goalId } = group;
  const before = await contributedTo(tribe, goalId);
  const payers = new Payers([alvin, brian, clarie, clarie], goalId, { from: 10_001 });
  for (let round = 0; round < rounds; round++) {
    const enough = payers.accepted.length + 20;
    await eventually(() => payers.accepted.length >= enough, { timeoutMs: 15_000, everyMs: 1 });
    await tribe.process('goals').stop();
    await tribe.process('goals').start();
  }
  await payers.stop();
  await tribe.settled({ timeoutMs: 20_000 });
  expect(statusesOf(payers.refusals).filter((status) => ![502, 503].includes(status))).toEqual([]);
  // A payment that was refused had not been made.
  expect(payers.replayed).toBe(0);
  expect(await contributedTo(tribe, goalId)).toEqual(inOrder([...before, ...payers.accepted]));
  await expectExactBooks(tribe, log, goalId);
}, 60_000);
