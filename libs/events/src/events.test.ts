import { newId } from '@tribe/service-kit';
import { startTribe, type Tribe } from '@tribe/testing';
import { goals, handling, notifications, schemas, updateGoal } from './test-services/test-services';

let tribe: Tribe;

beforeAll(async () => {
  tribe = await startTribe({ services: [goals, notifications], schemas, env: { EVENT_RETRY_DELAY_MS: '10' } });
});

afterEach(() => {
  handling.misbehave = () => undefined;
});

afterAll(() => tribe.stop());

const effectsOn = async (goalId: string): Promise<number[]> => {
  const client = await tribe.db('notifications');
  const { rows } = await client.query('select entity_version from outbox where entity_id = $1 order by position', [goalId]);
  return rows.map((row) => Number(row.entity_version));
};

test('what one service publishes, another handles', async () => {
  const goalId = newId();
  await updateGoal(tribe.service('goals'), goalId, 1);
  await tribe.settled();
  expect(await effectsOn(goalId)).toEqual([1]);
});
