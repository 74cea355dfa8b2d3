import { GoalsWorld } from '../goals-world.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
});
afterAll(() => world.stop());

const goalOf = (target_amount: number, target_currency: string) => ({
  title: 'Trip to Santiago',
  goal_type: 'individual',
  target_amount,
  target_currency,
});

test.each([
  [1000.5, 'CLP'],
  [1000.5, 'JPY'],
  [10.125, 'USD'],
  [10.1255, 'KWD'],
])('refuses the target %d %s, which has too many decimals', async (amount, currency) => {
  const { status, body } = await world.brian.post('/api/v1/goals', goalOf(amount, currency));
  expect([status, body.errors[0].pointer]).toEqual([422, '/target_amount']);
});

test.each(['QQQ', 'XXX', 'ABC'])('refuses the currency %s, which does not exist', async (code) => {
  const { status, body } = await world.brian.post('/api/v1/goals', goalOf(10, code));
  expect([status, body.errors[0].pointer]).toEqual([422, '/target_currency']);
});

test('refuses a currency whose decimals the target exceeds', async () => {
  const goal = await world.newGoal(world.brian, goalOf(10.5, 'USD'));
  const path = `/api/v1/goals/${goal.id}`;
  const refused = await world.brian.patch(path, { target_currency: 'CLP' });
  expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/target_amount']);
  const both = await world.brian.patch(path, { target_currency: 'CLP', target_amount: 9900 });
  expect(both.body).toMatchObject({ target_currency: 'CLP', target_amount: 9900 });
});

test('refuses a contribution with more decimals than the currency of the goal', async () => {
  const goal = await world.newGoal(world.brian, goalOf(100_000, 'CLP'));
  const path = `/api/v1/goals/${goal.id}/contributions`;
  const before = await world.written();
  const { status, body } = await world.brian.post(path, { amount: 990.5 });
  expect([status, body.errors[0].pointer]).toEqual([422, '/amount']);
  expect(await world.written()).toBe(before);
  expect((await world.brian.post(path, { amount: 990 })).status).toBe(201);
});

test('keeps the third decimal of the currencies that have it', async () => {
  const goal = await world.newGoal(world.brian, goalOf(2.25, 'KWD'));
  const path = `/api/v1/goals/${goal.id}`;
  const { body } = await world.brian.post(`${path}/contributions`, { amount: 1.125 });
  expect(body).toMatchObject({
    amount: 1.125,
    goal_progress: { current_amount: 1.125, progress_percentage: 50 },
  });
  const seen = await world.brian.get(path);
  expect(seen.body.participants[0].contribution_amount).toBe(1.125);
  expect((await world.eventsOf(goal.id)).at(-1)).toMatchObject({
    data: { amount: '1.125', goal: { currentAmount: '1.125', targetAmount: '2.25' } },
  });
});

test('a goal with an amount from before this rule can be renamed', async () => {
  const goal = await world.newGoal(world.brian, goalOf(10.5, 'USD'));
  await world.rows("UPDATE goals SET target_currency = 'CLP' WHERE id = $1", [goal.id]);
  const { status, body } = await world.brian.patch(`/api/v1/goals/${goal.id}`, { title: 'Chile' });
  expect([status, body.title, body.target_amount]).toEqual([200, 'Chile', 10.5]);
});
