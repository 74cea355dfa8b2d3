import { type ApiResponse, eventually, startTribe, type Tribe } from '@tribe/testing';
import { allServices } from '../all-services';
import { contribute, formSavingsGroup, type SavingsGroup } from '../savings-group';
import { contributedTo, expectExactBooks } from './books';
import { EventLog } from './event-log';
import { inOrder, Payers } from './payers';

let tribe: Tribe;
let log: EventLog;
let group: SavingsGroup;

beforeAll(async () => {
  tribe = await startTribe({ services: allServices, ownPostgres: true });
  log = await EventLog.open(tribe);
  group = await formSavingsGroup(tribe);
});

afterAll(async () => {
  await log.close();
  await tribe.stop();
});

const unavailable = { status: 503, code: 'SERVICE_UNAVAILABLE', retryAfter: true };

function whatWasSaid(answer: ApiResponse | undefined) {
  const { code } = (answer?.body ?? {}) as { code?: string };
  return { status: answer?.status, code, retryAfter: Number(answer?.headers['retry-after']) > 0 };
}

test('Postgres is unavailable: every service returns 503 with Retry-After', async () => {
  const { brian, clarie, goalId } = group;
  await tribe.postgres.stop();
  const answers = [
    await contribute(clarie, goalId, 5),
    await brian.get('/api/v1/goals'),
    await brian.get('/api/v1/friends'),
    await brian.get('/api/v1/notifications'),
    await brian.get('/api/v1/auth/me'),
    await tribe
      .client()
      .post('/api/v1/auth/login', { email: brian.email, password: brian.password }),
  ];
  await tribe.postgres.start();
  expect(answers.map(whatWasSaid)).toEqual(answers.map(() => unavailable));
  await eventually(async () => expect((await brian.get('/api/v1/goals')).status).toBe(200));
});

test('Postgres restarts and crashes under load: the services recover, and nothing is lost or duplicated', async () => {
  const { alvin, brian, clarie, goalId } = group;
  const before = await contributedTo(tribe, goalId);
  const payers = new Payers([alvin, brian, clarie], goalId, { from: 1_001 });
  const crash = async () => {
    await tribe.postgres.kill();
    await tribe.postgres.start();
  };
  for (const fault of [() => tribe.postgres.restart(), crash, () => tribe.postgres.restart()]) {
    const enough = payers.accepted.length + 15;
    await eventually(() => payers.accepted.length >= enough, { everyMs: 1 });
    await fault();
  }
  await payers.stop();
  await tribe.settled();
  for (const refusal of payers.refusals) expect(whatWasSaid(refusal)).toEqual(unavailable);
  expect(await contributedTo(tribe, goalId)).toEqual(inOrder([...before, ...payers.accepted]));
  await expectExactBooks(tribe, log, goalId);
});
