import { GoalsWorld } from '../goals-world.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
});
afterAll(() => world.stop());

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('creating a goal (GO-16)', () => {
  test('Brian saves for a trip with Alvin and Clarie', async () => {
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
      current_amount: 0,
      progress_percentage: 0,
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
      completed_at: null,
      archived_at: null,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      updated_at: body.created_at,
    });
    expect((await brian.get(`/api/v1/goals/${body.id}`)).body).toEqual(body);
  });

  test('the friends learn of it by one event, version 1', async () => {
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

  test('title, amount and kind are enough', async () => {
    const goal = await world.newGoal(world.brian, { title: 'Test Goal', target_amount: 1000.0 });
    expect(goal).toMatchObject({
      title: 'Test Goal',
      target_type: 'amount',
      target_amount: 1000,
      target_currency: 'USD',
      target_date: null,
    });
  });

  test('amounts are written with two places', async () => {
    const { brian } = world;
    const goal = await world.newGoal(brian, { target_amount: 3000 });
    const answer = await fetch(`${world.tribe.service('goals').url}/api/v1/goals/${goal.id}`, {
      headers: { authorization: `Bearer ${brian.accessToken}` },
    });
    const text = await answer.text();
    expect(text).toContain('"target_amount":3000.00');
    expect(text).toContain('"current_amount":0.00');
  });

  test('naming somebody twice, or oneself, adds nobody twice', async () => {
    const { brian, alvin } = world;
    const ids = [alvin.id, brian.id, alvin.id.toUpperCase(), brian.id.toUpperCase()];
    const goal = await world.newGoal(brian, { goal_type: 'group', participant_ids: ids });
    expect(goal.participants.map((participant: { user_id: string }) => participant.user_id)).toEqual([
      brian.id,
      alvin.id,
    ]);
  });

  test('a stranger and somebody who does not exist are refused with the same words', async () => {
    const { brian, alvin, dorcas } = world;
    const before = await world.written();
    const attempt = (id: string) =>
      brian.post('/api/v1/goals', { title: 'Trip', goal_type: 'group', participant_ids: [alvin.id, id] });
    const stranger = await attempt(dorcas.id);
    const nobody = await attempt('0199a000-0000-7000-8000-000000000000');
    expect(stranger.status).toBe(422);
    expect(stranger.body.code).toBe('PARTICIPANT_NOT_A_FRIEND');
    expect({ ...stranger.body, request_id: '' }).toEqual({ ...nobody.body, request_id: '' });
    expect(JSON.stringify(stranger.body)).not.toContain(dorcas.id);
    expect(await world.written()).toBe(before);
  });

  test('friendship is asked of both sides: who was added as a friend may add too', async () => {
    const goal = await world.newGoal(world.alvin, { goal_type: 'group', participant_ids: [world.brian.id] });
    expect(goal.participants).toHaveLength(2);
  });

  test('an individual goal takes nobody else', async () => {
    const { brian, alvin } = world;
    const { status, body } = await brian.post('/api/v1/goals', {
      title: 'Run',
      goal_type: 'individual',
      participant_ids: [alvin.id],
    });
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ pointer: '/participant_ids' }] });
  });

  test('a target date may be yesterday somewhere, but not before', async () => {
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

  test('the largest amount there is', async () => {
    const goal = await world.newGoal(world.brian, { target_amount: 9999999999.99 });
    expect(goal.target_amount).toBe(9999999999.99);
  });
});

describe('seeing a goal (GO-18)', () => {
  test('a private goal of strangers answers exactly like one that does not exist', async () => {
    const goal = await world.trip();
    const hidden = await world.dorcas.get(`/api/v1/goals/${goal.id}`);
    const unknown = await world.dorcas.get('/api/v1/goals/0199a000-0000-7000-8000-000000000000');
    expect(hidden.status).toBe(404);
    expect(hidden.body.code).toBe('GOAL_NOT_FOUND');
    expect({ ...hidden.body, request_id: '' }).toEqual({ ...unknown.body, request_id: '' });
  });

  test('everybody sees a public goal', async () => {
    const goal = await world.trip({ is_public: true });
    const { status, body } = await world.dorcas.get(`/api/v1/goals/${goal.id}`);
    expect(status).toBe(200);
    expect(body.participants).toHaveLength(3);
  });

  test('an id in capitals is the same goal', async () => {
    const goal = await world.trip();
    expect((await world.alvin.get(`/api/v1/goals/${goal.id.toUpperCase()}`)).body.id).toBe(goal.id);
  });
});

describe('changing a goal (GO-18, R21)', () => {
  test.each(['put', 'patch'] as const)('%s changes what is named and leaves the rest', async (method) => {
    const goal = await world.trip({ category: 'travel', description: 'Beaches' });
    const { status, body } = await world.brian[method](`/api/v1/goals/${goal.id}`, {
      title: 'Trip to Lamu',
      description: null,
      target_date: inDays(9),
    });
    expect(status).toBe(200);
    const { participants } = goal;
    expect(body).toEqual({
      ...goal,
      participants,
      title: 'Trip to Lamu',
      description: null,
      target_date: inDays(9),
      days_remaining: 9,
      updated_at: expect.any(String),
    });
    const events = await world.eventsOf(goal.id);
    expect(events.map(({ name, version }) => `${name} ${version}`)).toEqual(['GoalCreated 1', 'GoalUpdated 2']);
    expect(events[1]!.data).toMatchObject({
      updatedBy: world.brian.id,
      goal: { title: 'Trip to Lamu', category: 'travel' },
    });
  });

  test('a change that changes nothing is no event', async () => {
    const goal = await world.trip({ target_date: inDays(3) });
    const same = {
      title: goal.title,
      target_amount: 3000,
      target_date: inDays(3),
      status: 'active',
      is_archived: false,
      image_url: null,
    };
    const { status, body } = await world.brian.patch(`/api/v1/goals/${goal.id}`, same);
    expect(status).toBe(200);
    expect(body).toEqual(goal);
    expect(await world.eventsOf(goal.id)).toHaveLength(1);
  });

  test('another target gives another progress', async () => {
    const goal = await world.trip();
    await world.alvin.post(`/api/v1/goals/${goal.id}/contributions`, { amount: 1000 });
    const { body } = await world.brian.patch(`/api/v1/goals/${goal.id}`, { target_amount: 1500 });
    expect(body).toMatchObject({ current_amount: 1000, progress_percentage: 66.66 });
  });

  test('the target stays whole', async () => {
    const goal = await world.trip();
    const noAmount = await world.brian.patch(`/api/v1/goals/${goal.id}`, { target_amount: null });
    expect(noAmount.body).toMatchObject({ status: 422, errors: [{ pointer: '/target_amount' }] });
    const noDate = await world.brian.patch(`/api/v1/goals/${goal.id}`, { target_type: 'date' });
    expect(noDate.body).toMatchObject({ status: 422, errors: [{ pointer: '/target_date' }] });
    const both = await world.brian.patch(`/api/v1/goals/${goal.id}`, {
      target_type: 'date',
      target_amount: null,
      target_date: inDays(3),
    });
    expect(both.body).toMatchObject({ target_type: 'date', target_amount: null, progress_percentage: 0 });
  });

  test('the currency is free until somebody gave something', async () => {
    const goal = await world.trip();
    expect((await world.brian.patch(`/api/v1/goals/${goal.id}`, { target_currency: 'KES' })).body.target_currency).toBe(
      'KES',
    );
    await world.alvin.post(`/api/v1/goals/${goal.id}/contributions`, { amount: 0.01 });
    const { status, body } = await world.brian.patch(`/api/v1/goals/${goal.id}`, { target_currency: 'USD' });
    expect([status, body.code]).toEqual([409, 'GOAL_CURRENCY_FIXED']);
  });

  test('a group with people in it cannot become individual', async () => {
    const goal = await world.trip();
    const refused = await world.brian.patch(`/api/v1/goals/${goal.id}`, { goal_type: 'individual' });
    expect([refused.status, refused.body.code]).toEqual([409, 'GOAL_HAS_PARTICIPANTS']);
    const alone = await world.newGoal(world.brian, { goal_type: 'group' });
    expect((await world.brian.patch(`/api/v1/goals/${alone.id}`, { goal_type: 'individual' })).body.goal_type).toBe(
      'individual',
    );
  });

  test('a status follows the table, under any of its names', async () => {
    const goal = await world.newGoal(world.brian, { status: 'not_started' });
    const change = async (status: string) => {
      const answer = await world.brian.patch(`/api/v1/goals/${goal.id}`, { status });
      return answer.body.code ?? answer.body.status;
    };
    expect(goal.status).toBe('not_started');
    expect(await change('paused')).toBe('GOAL_STATUS_CONFLICT');
    expect(await change('in_progress')).toBe('active');
    expect(await change('on_hold')).toBe('paused');
    expect(await change('abandoned')).toBe('cancelled');
    expect(await change('completed')).toBe('GOAL_STATUS_CONFLICT');
    expect(await change('not_started')).toBe('GOAL_STATUS_CONFLICT');
    expect(await change('active')).toBe('active');
  });

  test('archiving puts a goal away and leaves its status', async () => {
    const goal = await world.trip();
    const archived = await world.brian.patch(`/api/v1/goals/${goal.id}`, { status: 'archived' });
    expect(archived.body).toMatchObject({ status: 'active', archived_at: expect.any(String) });
    const refused = await world.alvin.post(`/api/v1/goals/${goal.id}/contributions`, { amount: 1 });
    expect([refused.status, refused.body.code]).toEqual([409, 'GOAL_NOT_ACTIVE']);
    const back = await world.brian.patch(`/api/v1/goals/${goal.id}`, { is_archived: false });
    expect(back.body).toMatchObject({ status: 'active', archived_at: null });
  });
});

describe('completing a goal (GO-22)', () => {
  test('is told to everybody with its time', async () => {
    const { brian } = world;
    const goal = await world.trip();
    const { status, body } = await brian.post(`/api/v1/goals/${goal.id}/complete`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: goal.id, status: 'completed', completed_at: expect.any(String) });
    const [, completed] = await world.eventsOf(goal.id);
    expect(completed).toMatchObject({
      name: 'GoalCompleted',
      version: 2,
      data: { completedBy: { id: brian.id, username: 'brianokuku' } },
    });
    const { seconds, nanos } = completed!.data.completedAt;
    expect(new Date(Number(seconds) * 1000 + nanos / 1_000_000).toISOString()).toBe(body.completed_at);
    expect(completed!.data.goal.participants).toHaveLength(3);
  });

  test('twice is once', async () => {
    const goal = await world.trip();
    const first = await world.brian.post(`/api/v1/goals/${goal.id}/complete`);
    const second = await world.brian.post(`/api/v1/goals/${goal.id}/complete`);
    expect(second.status).toBe(200);
    expect(second.body).toEqual(first.body);
    expect((await world.eventsOf(goal.id)).map(({ name }) => name)).toEqual(['GoalCreated', 'GoalCompleted']);
  });

  test('through PATCH is the same event', async () => {
    const goal = await world.newGoal(world.brian, { title: 'Learn Swahili' });
    const { body } = await world.brian.patch(`/api/v1/goals/${goal.id}`, {
      status: 'achieved',
      title: 'Learned Swahili',
    });
    expect(body).toMatchObject({ status: 'completed', title: 'Learned Swahili', progress_percentage: 100 });
    expect((await world.eventsOf(goal.id)).map(({ name, version }) => `${name} ${version}`)).toEqual([
      'GoalCreated 1',
      'GoalCompleted 2',
    ]);
  });

  test('a cancelled goal is not completed', async () => {
    const goal = await world.trip();
    await world.brian.patch(`/api/v1/goals/${goal.id}`, { status: 'cancelled' });
    const { status, body } = await world.brian.post(`/api/v1/goals/${goal.id}/complete`);
    expect([status, body.code]).toEqual([409, 'GOAL_STATUS_CONFLICT']);
  });

  test('a goal taken up again forgets when it was completed', async () => {
    const goal = await world.trip();
    await world.brian.post(`/api/v1/goals/${goal.id}/complete`);
    const { body } = await world.brian.patch(`/api/v1/goals/${goal.id}`, { status: 'active' });
    expect(body).toMatchObject({ status: 'active', completed_at: null });
  });
});

describe('deleting a goal (GO-18)', () => {
  test('hides it from everybody and keeps the books', async () => {
    const { brian, alvin, clarie } = world;
    const goal = await world.trip({ is_public: true });
    await alvin.post(`/api/v1/goals/${goal.id}/contributions`, { amount: 5 });
    const { status, body } = await brian.delete(`/api/v1/goals/${goal.id}`);
    expect([status, body]).toEqual([204, undefined]);
    for (const person of [brian, alvin, world.dorcas])
      expect((await person.get(`/api/v1/goals/${goal.id}`)).status).toBe(404);
    expect((await brian.delete(`/api/v1/goals/${goal.id}`)).status).toBe(404);
    expect((await alvin.post(`/api/v1/goals/${goal.id}/contributions`, { amount: 5 })).status).toBe(404);
    const listed = await alvin.get('/api/v1/goals?status=all&limit=100');
    expect(listed.body.goals.map(({ id }: { id: string }) => id)).not.toContain(goal.id);
    const deleted = (await world.eventsOf(goal.id)).at(-1);
    expect(deleted).toMatchObject({
      name: 'GoalDeleted',
      version: 3,
      data: {
        goalId: goal.id,
        title: goal.title,
        deletedBy: brian.id,
        participantIds: [brian.id, alvin.id, clarie.id],
      },
    });
    expect(await world.rows('SELECT amount FROM goal_contributions WHERE goal_id = $1', [goal.id])).toEqual([
      { amount: '5.00' },
    ]);
  });
});
