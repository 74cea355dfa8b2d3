import { GoalsWorld } from './goals-world.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
});
afterAll(() => world.stop());

const individual = (title: string) => ({ title, goal_type: 'individual' });
const withKey = (key: string) => ({ headers: { 'idempotency-key': key } });

describe('the same Idempotency-Key (R35)', () => {
  test('makes a repeated contribution return the first response', async () => {
    const goal = await world.trip();
    const contribute = () =>
      world.alvin.post(`/api/v1/goals/${goal.id}/contributions`, { amount: 12.5 }, withKey('june'));
    const first = await contribute();
    const second = await contribute();
    expect(first.status).toBe(201);
    expect(second.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect((await world.brian.get(`/api/v1/goals/${goal.id}`)).body.current_amount).toBe(12.5);
    expect(await world.eventsOf(goal.id)).toHaveLength(2);
  });

  test('is refused with 422 for another body', async () => {
    const goal = await world.trip();
    const path = `/api/v1/goals/${goal.id}/contributions`;
    await world.alvin.post(path, { amount: 1 }, withKey('july'));
    const { status, body } = await world.alvin.post(path, { amount: 2 }, withKey('july'));
    expect([status, body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    expect((await world.brian.get(`/api/v1/goals/${goal.id}`)).body.current_amount).toBe(1);
  });

  test('makes 20 concurrent requests add one contribution', async () => {
    const goal = await world.trip();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        world.alvin.post(
          `/api/v1/goals/${goal.id}/contributions`,
          { amount: 7 },
          withKey('august'),
        ),
      ),
    );
    const made = answers.filter(({ status }) => status === 201);
    const others = answers.filter(({ status }) => status !== 201);
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
    expect(new Set(others.map(({ status, body }) => `${status} ${body.code}`))).toEqual(
      new Set(others.length > 0 ? ['409 IDEMPOTENCY_KEY_IN_FLIGHT'] : []),
    );
    expect(
      await world.rows('SELECT amount FROM goal_contributions WHERE goal_id = $1', [goal.id]),
    ).toHaveLength(1);
    expect(await world.eventsOf(goal.id)).toHaveLength(2);
  });

  test('is independent for two callers', async () => {
    const goal = await world.trip();
    const path = `/api/v1/goals/${goal.id}/contributions`;
    await world.alvin.post(path, { amount: 1 }, withKey('september'));
    await world.clarie.post(path, { amount: 1 }, withKey('september'));
    expect((await world.brian.get(`/api/v1/goals/${goal.id}`)).body.current_amount).toBe(2);
  });

  test('can be used again after a refusal', async () => {
    const goal = await world.trip();
    await world.brian.patch(`/api/v1/goals/${goal.id}`, { status: 'paused' });
    const contribute = () =>
      world.alvin.post(`/api/v1/goals/${goal.id}/contributions`, { amount: 3 }, withKey('october'));
    expect((await contribute()).body.code).toBe('GOAL_NOT_ACTIVE');
    await world.brian.patch(`/api/v1/goals/${goal.id}`, { status: 'active' });
    expect((await contribute()).status).toBe(201);
  });

  test.each([
    [
      'POST /goals',
      (goalId: string) => ({
        path: '/api/v1/goals',
        body: { title: `again ${goalId}`, goal_type: 'individual' },
      }),
    ],
    [
      'POST /participants',
      (goalId: string) => ({
        path: `/api/v1/goals/${goalId}/participants`,
        body: { user_id: world.alvin.id },
      }),
    ],
    [
      'POST /complete',
      (goalId: string) => ({ path: `/api/v1/goals/${goalId}/complete`, body: undefined }),
    ],
  ])('makes %s happen once', async (_endpoint, request) => {
    const goal = await world.trip({ participant_ids: [] });
    const { path, body } = request(goal.id);
    const first = await world.brian.post(path, body, withKey(goal.id));
    const written = await world.written();
    const second = await world.brian.post(path, body, withKey(goal.id));
    expect(first.status).toBeLessThan(300);
    expect([second.status, second.body]).toEqual([first.status, first.body]);
    expect(await world.written()).toBe(written);
  });

  test('makes 20 concurrent requests create one goal, and answers all of them', async () => {
    const create = () => world.alvin.post('/api/v1/goals', individual('once'), withKey('november'));
    const answers = await Promise.all(Array.from({ length: 20 }, create));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const ids = new Set(answers.map(({ body }) => body.id));
    expect(ids.size).toBe(1);
    expect(
      answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true'),
    ).toHaveLength(19);
    expect(await world.rows("SELECT id FROM goals WHERE title = 'once'")).toHaveLength(1);
    expect(await world.eventsOf([...ids][0])).toHaveLength(1);
  });

  test('creates a goal for each of many concurrent requests with keys of their own', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        world.alvin.post('/api/v1/goals', individual('each'), withKey(`each ${index}`)),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(20);
    expect(await world.rows("SELECT id FROM goals WHERE title = 'each'")).toHaveLength(20);
  });

  test('returns the created goal also when the request would be refused by now', async () => {
    const friend = await world.newFriend('guest');
    await world.tribe.settled();
    const create = () =>
      world.brian.post(
        '/api/v1/goals',
        { title: 'With a guest', goal_type: 'group', participant_ids: [friend.id] },
        withKey('december'),
      );
    const first = await create();
    await world.rows(
      'UPDATE relationships SET status = $1, since = NULL WHERE $2 IN (user_low, user_high)',
      ['ended', friend.id],
    );

    const second = await create();

    expect(first.status).toBe(201);
    expect([second.status, second.body]).toEqual([201, first.body]);
  });

  test('refuses another goal with 422, and creates a goal again after 24 hours', async () => {
    const create = (title: string) =>
      world.clarie.post('/api/v1/goals', individual(title), withKey('january'));
    await create('first');
    const reused = await create('second');
    expect([reused.status, reused.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);

    await world.rows("UPDATE idempotency_keys SET expires_at = now() - interval '1 second'");

    expect((await create('second')).body.title).toBe('second');
    expect((await create('second')).headers['idempotency-replayed']).toBe('true');
  });

  test('works for a caller whose card has not arrived yet', async () => {
    const { tribe } = world;
    const newcomer = tribe.client({
      token: tribe.tokens.sign({
        user_id: '0199a000-0000-7000-8000-00000000000a',
        username: 'newcomer',
      }),
    });
    const { status, body } = await newcomer.post(
      '/api/v1/goals',
      { title: 'First', goal_type: 'individual' },
      withKey('first'),
    );
    expect(status).toBe(201);
    const [created] = await world.eventsOf(body.id);
    expect(created!.data.creator).toMatchObject({ username: 'newcomer' });
  });
});
