import { dayMs } from '@tribe/service-kit';
import { GoalsWorld } from '../goals-world.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
});
afterAll(() => world.stop());

const inDays = (days: number) => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);

describe('creating a goal (GO-16)', () => {
  test('creates a group goal with two friends', async () => {
    const { brian, alvin, clarie } = world;
    const { status, body } = await brian.post('/api/v1/goals', {
      title: '  Trip to Costa Rica 🌴 ',
      description: 'Save money for our dream vacation',
      category: 'travel',
      goal_type: 'group',
      target_type: 'amount',
      target_amount: 3000.0,
      target_currency: 'USD',
      target_date: inDays(45),
      is_public: false,
      image_url: 'https://cdn.example.com/trip.jpg',
      participant_ids: [alvin.id, clarie.id],
    });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      creator_id: brian.id,
      title: 'Trip to Costa Rica 🌴',
      description: 'Save money for our dream vacation',
      category: 'travel',
      goal_type: 'group',
      target_type: 'amount',
      target_amount: 3000,
      target_currency: 'USD',
      target_date: inDays(45),
      start_date: null,
      priority: 'medium',
      auto_complete: true,
      current_amount: 0,
      progress_percentage: 0,
      progress_value: 0,
      days_remaining: 45,
      image_url: 'https://cdn.example.com/trip.jpg',
      status: 'active',
      is_public: false,
      participants: [
        {
          user_id: brian.id,
          username: 'brianokuku',
          full_name: 'Brian Okuku',
          profile_image_url: null,
          role: 'creator',
          contribution_amount: 0,
        },
        {
          user_id: alvin.id,
          username: 'alvinamwata',
          full_name: 'Alvin Amwata',
          profile_image_url: null,
          role: 'member',
          contribution_amount: 0,
        },
        {
          user_id: clarie.id,
          username: 'clariegor',
          full_name: 'Clarie Gor',
          profile_image_url: null,
          role: 'member',
          contribution_amount: 0,
        },
      ],
      milestones: [],
      completed_at: null,
      archived_at: null,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      updated_at: body.created_at,
    });
    expect((await brian.get(`/api/v1/goals/${body.id}`)).body).toEqual(body);
  });

  test('publishes one GoalCreated event with version 1', async () => {
    const { brian, alvin, clarie } = world;
    const goal = await world.trip({ target_amount: 0.1, target_date: inDays(1) });
    const [event, ...others] = await world.eventsOf(goal.id);
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      name: 'GoalCreated',
      version: 1,
      data: {
        creator: { id: brian.id, fullName: 'Brian Okuku' },
        goal: { id: goal.id, targetAmount: '0.10', currentAmount: '0.00', targetDate: inDays(1) },
      },
    });
    expect(event!.data.goal.participants.map(({ userId }: { userId: string }) => userId)).toEqual([
      brian.id,
      alvin.id,
      clarie.id,
    ]);
  });

  test('requires only title, goal type and amount', async () => {
    const goal = await world.newGoal(world.brian, { title: 'Test Goal', target_amount: 1000.0 });
    expect(goal).toMatchObject({
      title: 'Test Goal',
      target_type: 'amount',
      target_amount: 1000,
      target_currency: 'USD',
      target_date: null,
    });
  });

  test('writes amounts with two decimal places', async () => {
    const { brian } = world;
    const goal = await world.newGoal(brian, { target_amount: 3000 });
    const answer = await fetch(`${world.tribe.service('goals').url}/api/v1/goals/${goal.id}`, {
      headers: { authorization: `Bearer ${brian.accessToken}` },
    });
    const text = await answer.text();
    expect(text).toContain('"target_amount":3000.00');
    expect(text).toContain('"current_amount":0.00');
  });

  test('adds each participant once, even when the request repeats ids or contains the caller', async () => {
    const { brian, alvin } = world;
    const ids = [alvin.id, brian.id, alvin.id.toUpperCase(), brian.id.toUpperCase()];
    const goal = await world.newGoal(brian, { goal_type: 'group', participant_ids: ids });
    expect(
      goal.participants.map((participant: { user_id: string }) => participant.user_id),
    ).toEqual([brian.id, alvin.id]);
  });

  test('refuses a stranger and an unknown user with the same response', async () => {
    const { brian, alvin, dorcas } = world;
    const before = await world.written();
    const attempt = (id: string) =>
      brian.post('/api/v1/goals', {
        title: 'Trip',
        goal_type: 'group',
        participant_ids: [alvin.id, id],
      });
    const stranger = await attempt(dorcas.id);
    const nobody = await attempt('0199a000-0000-7000-8000-000000000000');
    expect(stranger.status).toBe(422);
    expect(stranger.body.code).toBe('PARTICIPANT_NOT_A_FRIEND');
    expect({ ...stranger.body, request_id: '' }).toEqual({ ...nobody.body, request_id: '' });
    expect(JSON.stringify(stranger.body)).not.toContain(dorcas.id);
    expect(await world.written()).toBe(before);
  });

  test('lets either side of a friendship add the other', async () => {
    const goal = await world.newGoal(world.alvin, {
      goal_type: 'group',
      participant_ids: [world.brian.id],
    });
    expect(goal.participants).toHaveLength(2);
  });

  test('refuses participants of an individual goal with 422', async () => {
    const { brian, alvin } = world;
    const { status, body } = await brian.post('/api/v1/goals', {
      title: 'Run',
      goal_type: 'individual',
      participant_ids: [alvin.id],
    });
    expect(status).toBe(422);
    expect(body).toMatchObject({
      code: 'GOAL_PARTICIPANTS_TOO_MANY',
      errors: [{ pointer: '/participant_ids' }],
    });
  });

  test('accepts yesterday (UTC) as a target date and refuses earlier dates', async () => {
    const { brian } = world;
    expect(await world.newGoal(brian, { target_date: inDays(-1) })).toMatchObject({
      target_type: 'date',
      days_remaining: 0,
    });
    const { status, body } = await brian.post('/api/v1/goals', {
      title: 'Run',
      goal_type: 'individual',
      target_date: inDays(-2),
    });
    expect(status).toBe(422);
    expect(body.errors).toEqual([{ pointer: '/target_date', message: 'is in the past' }]);
  });

  test('accepts the maximum target amount', async () => {
    const goal = await world.newGoal(world.brian, { target_amount: 9999999999.99 });
    expect(goal.target_amount).toBe(9999999999.99);
  });
});
