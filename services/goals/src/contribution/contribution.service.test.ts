import { randomUUID } from 'node:crypto';
import type { ApiResponse, Person } from '@tribe/testing';
import { goals } from '..';
import { GoalsWorld } from '../goals-world.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
});
afterAll(() => world.stop());

const path = (goalId: string) => `/api/v1/goals/${goalId}/contributions`;

/** Retries 503 responses with the same key, as clients do. */
async function postWithRetry(person: Person, to: string, body: object): Promise<ApiResponse> {
  const headers = { 'idempotency-key': randomUUID() };
  for (let tries = 1; ; tries++) {
    const answer = await person.post(to, body, { headers, timeoutMs: 20_000 });
    if (answer.status !== 503 || tries === 5) return answer;
  }
}

describe('contributing (GO-20)', () => {
  test('adds a contribution to the goal and its contributor', async () => {
    const { alvin } = world;
    const goal = await world.trip();
    await world.brian.post(path(goal.id), { amount: 1950 });
    const { status, body } = await alvin.post(path(goal.id), {
      amount: 150.0,
      note: 'Contributing from my savings!',
      contribution_type: 'monetary',
    });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(String),
      goal_id: goal.id,
      user_id: alvin.id,
      amount: 150,
      note: 'Contributing from my savings!',
      contribution_type: 'monetary',
      created_at: expect.any(String),
      corrects_id: null,
      corrected_by: null,
      goal_progress: { current_amount: 2100, progress_percentage: 70 },
    });
    const seen = await world.brian.get(`/api/v1/goals/${goal.id}`);
    expect(seen.body).toMatchObject({ current_amount: 2100, progress_percentage: 70 });
    expect(
      seen.body.participants.map(
        (person: { contribution_amount: number }) => person.contribution_amount,
      ),
    ).toEqual([1950, 150, 0]);
    expect((await world.eventsOf(goal.id)).at(-1)).toMatchObject({
      name: 'GoalContributionAdded',
      version: 3,
      data: {
        contributionId: body.id,
        contributor: { id: alvin.id, username: 'alvinamwata', fullName: 'Alvin Amwata' },
        amount: '150.00',
        contributionType: 1,
        note: 'Contributing from my savings!',
        goal: { currentAmount: '2100.00', progressPercentage: 70 },
      },
    });
  });

  test('sums cents exactly', async () => {
    const goal = await world.newGoal(world.brian, { target_amount: 0.3 });
    const first = await world.brian.post(path(goal.id), { amount: 0.1 });
    const second = await world.brian.post(path(goal.id), { amount: 0.2 });
    expect(first.body.goal_progress).toEqual({ current_amount: 0.1, progress_percentage: 33.33 });
    expect(second.body.goal_progress).toEqual({ current_amount: 0.3, progress_percentage: 100 });
  });

  test('accepts more than the target and keeps a goal active that does not complete by itself', async () => {
    const goal = await world.newGoal(world.brian, { target_amount: 100, auto_complete: false });
    const { body } = await world.brian.post(path(goal.id), { amount: 250 });
    expect(body.goal_progress).toEqual({ current_amount: 250, progress_percentage: 100 });
    expect((await world.brian.get(`/api/v1/goals/${goal.id}`)).body.status).toBe('active');
  });

  test.each(['milestone', 'checkin'])(
    'accepts a %s without an amount',
    async (contribution_type) => {
      const goal = await world.trip();
      const { status, body } = await world.clarie.post(path(goal.id), {
        contribution_type,
        note: 'Booked the flights',
      });
      expect(status).toBe(201);
      expect(body).toMatchObject({
        amount: 0,
        contribution_type,
        goal_progress: { current_amount: 0 },
      });
    },
  );

  test('refuses a monetary contribution without an amount with 422', async () => {
    const goal = await world.trip();
    const { status, body } = await world.clarie.post(path(goal.id), { note: 'soon' });
    expect([status, body.code, body.errors[0].pointer]).toEqual([
      422,
      'VALIDATION_FAILED',
      '/amount',
    ]);
  });

  test.each(['paused', 'completed', 'cancelled'])(
    'refuses a contribution to a %s goal with 409 GOAL_NOT_ACTIVE',
    async (status) => {
      const goal = await world.trip();
      await world.brian.patch(`/api/v1/goals/${goal.id}`, { status });
      const before = await world.written();
      const refused = await world.alvin.post(path(goal.id), { amount: 5 });
      expect([refused.status, refused.body.code]).toEqual([409, 'GOAL_NOT_ACTIVE']);
      expect(await world.written()).toBe(before);
    },
  );

  test('refuses a contribution to a goal that has not started with GOAL_NOT_ACTIVE', async () => {
    const goal = await world.newGoal(world.brian, { status: 'not_started' });
    expect((await world.brian.post(path(goal.id), { amount: 5 })).body.code).toBe(
      'GOAL_NOT_ACTIVE',
    );
  });

  test('refuses a contribution that exceeds the maximum amount of a goal with 422', async () => {
    const goal = await world.newGoal(world.brian, { target_amount: 9999999999.99 });
    expect(
      (await world.brian.post(path(goal.id), { amount: 9999999999.98 })).body.goal_progress
        .progress_percentage,
    ).toBe(99.99);
    const before = await world.written();
    const refused = await world.brian.post(path(goal.id), { amount: 0.02 });
    expect([refused.status, refused.body.code]).toEqual([422, 'CONTRIBUTION_TOO_LARGE']);
    expect(await world.written()).toBe(before);
    const last = await world.brian.post(path(goal.id), { amount: 0.01 });
    expect(last.body.goal_progress).toEqual({
      current_amount: 9999999999.99,
      progress_percentage: 100,
    });
  });

  test('counts 100 concurrent contributions of three participants exactly, with their events in order', async () => {
    const { brian, alvin, clarie } = world;
    const goal = await world.trip();
    const people = [brian, alvin, clarie];
    const cents = Array.from({ length: 100 }, (_, i) => (i % 7 === 0 ? 1 : (i * 37) % 1000) + 1);
    const answers = await Promise.all(
      cents.map((amount, i) =>
        postWithRetry(people[i % 3]!, path(goal.id), { amount: amount / 100, note: `#${i}` }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));

    const sumOf = (amounts: number[]) => amounts.reduce((sum, amount) => sum + amount, 0);
    const total = sumOf(cents);
    const { body } = await brian.get(`/api/v1/goals/${goal.id}`);
    expect(body.current_amount).toBe(total / 100);
    expect(
      body.participants.map(
        (person: { contribution_amount: number }) => person.contribution_amount,
      ),
    ).toEqual(people.map((_, person) => sumOf(cents.filter((__, i) => i % 3 === person)) / 100));
    const [stored] = await world.rows(
      `SELECT sum(amount)::text AS sum, count(*)::int AS count, count(DISTINCT xmin::text)::int AS statements
         FROM goal_contributions WHERE goal_id = $1`,
      [goal.id],
    );
    expect(stored).toMatchObject({ sum: (total / 100).toFixed(3), count: 100 });
    expect(stored?.['statements']).toBeLessThan(100);

    const [, ...events] = await world.eventsOf(goal.id);
    expect(events.map(({ version }) => version)).toEqual(cents.map((_, i) => i + 2));
    let running = 0;
    for (const { data } of events) {
      running += Math.round(Number(data.amount) * 100);
      expect(data.goal.currentAmount).toBe((running / 100).toFixed(2));
    }
  });
});

describe('contributing concurrently', () => {
  test('counts every contribution that two replicas accept at once', async () => {
    const { alvin, brian } = world;
    const goal = await world.trip();
    const replica = await world.tribe.startReplica(goals);
    const headers = {
      authorization: `Bearer ${alvin.accessToken}`,
      'content-type': 'application/json',
    };
    const post = { method: 'POST', headers, body: '{"amount":1}' };
    const statuses = await Promise.all(
      Array.from({ length: 80 }, async (_, i) => {
        const answer =
          i % 2
            ? fetch(replica.url + path(goal.id), post)
            : brian.post(path(goal.id), { amount: 1 });
        return (await answer).status;
      }),
    );
    await replica.stop();
    expect(new Set(statuses)).toEqual(new Set([201]));
    const { body } = await brian.get(`/api/v1/goals/${goal.id}`);
    expect(body.current_amount).toBe(80);
    const versions = (await world.eventsOf(goal.id)).map(({ version }) => version);
    expect(versions).toEqual(Array.from({ length: 81 }, (_, i) => i + 1));
  });

  test('accepts contributions up to the maximum amount and refuses the others', async () => {
    const goal = await world.newGoal(world.brian, { target_amount: 9999999999.99 });
    await world.brian.post(path(goal.id), { amount: 9999999999.9 });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => world.brian.post(path(goal.id), { amount: 0.04 })),
    );
    const codes = answers.map(({ status, body }) => body.code ?? status).sort();
    expect(codes).toEqual([201, 201, ...Array<string>(8).fill('CONTRIBUTION_TOO_LARGE')]);
    expect((await world.brian.get(`/api/v1/goals/${goal.id}`)).body.current_amount).toBe(
      9999999999.98,
    );
  });

  test('accepts no contribution after the goal is completed', async () => {
    const goal = await world.trip();
    const [completed, ...answers] = await Promise.all([
      world.brian.post(`/api/v1/goals/${goal.id}/complete`),
      ...Array.from({ length: 20 }, () => world.alvin.post(path(goal.id), { amount: 1 })),
    ]);
    expect(completed.status).toBe(200);
    const taken = answers.filter(({ status }) => status === 201).length;
    const names = (await world.eventsOf(goal.id)).map(({ name }) => name);
    expect(names).toEqual([
      'GoalCreated',
      ...Array<string>(taken).fill('GoalContributionAdded'),
      'GoalCompleted',
    ]);
  });
});

describe('listing contributions (GO-20)', () => {
  test('returns contributions with their contributors, newest first', async () => {
    const { brian, alvin } = world;
    const goal = await world.trip();
    await brian.post(path(goal.id), { amount: 10 });
    const given = await alvin.post(path(goal.id), { amount: 20.5, note: 'second' });
    const { status, body } = await world.clarie.get(path(goal.id));
    expect(status).toBe(200);
    expect(body.contributions).toHaveLength(2);
    const { goal_progress: _, ...contribution } = given.body;
    expect(body.contributions[0]).toEqual({
      ...contribution,
      user: {
        id: alvin.id,
        username: 'alvinamwata',
        full_name: 'Alvin Amwata',
        profile_image_url: null,
      },
    });
    expect(body.pagination).toEqual({
      page: 1,
      limit: 20,
      total: 2,
      total_pages: 1,
      has_more: false,
      next_cursor: null,
    });
  });

  test('supports cursors and page numbers', async () => {
    const goal = await world.trip();
    for (let amount = 1; amount <= 5; amount++) await world.brian.post(path(goal.id), { amount });
    const amounts = ({ contributions }: { contributions: { amount: number }[] }) =>
      contributions.map(({ amount }) => amount);
    const first = (await world.brian.get(`${path(goal.id)}?limit=2`)).body;
    expect(amounts(first)).toEqual([5, 4]);
    await world.brian.post(path(goal.id), { amount: 6 });
    const second = (
      await world.brian.get(`${path(goal.id)}?limit=2&cursor=${first.pagination.next_cursor}`)
    ).body;
    expect(amounts(second)).toEqual([3, 2]);
    const third = (
      await world.brian.get(`${path(goal.id)}?limit=2&cursor=${second.pagination.next_cursor}`)
    ).body;
    expect(amounts(third)).toEqual([1]);
    expect(third.pagination).toMatchObject({ has_more: false, next_cursor: null, total: 6 });
    expect(amounts((await world.brian.get(`${path(goal.id)}?limit=4&page=2`)).body)).toEqual([
      2, 1,
    ]);
  });
});
