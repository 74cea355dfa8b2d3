import { newId } from '@tribe/service-kit';
import { GoalsWorld } from '../goals-world.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start({ GOAL_MAX_PARTICIPANTS: '4' });
});
afterAll(() => world.stop());

const path = (goalId: string, userId = '') =>
  `/api/v1/goals/${goalId}/participants${userId && `/${userId}`}`;

describe('adding a participant (GO-19)', () => {
  test.each([
    ['member', {}],
    ['member', { role: 'member' }],
    ['supporter', { role: 'supporter' }],
    ['viewer', { role: 'viewer' }],
  ])('adds a friend as %s', async (role, fields) => {
    const { brian, alvin } = world;
    const goal = await world.trip({ participant_ids: [] });
    const { status, body } = await brian.post(path(goal.id), { user_id: alvin.id, ...fields });
    expect(status).toBe(201);
    expect(body).toEqual({
      user_id: alvin.id,
      username: 'alvinamwata',
      full_name: 'Alvin Amwata',
      profile_image_url: null,
      role,
      contribution_amount: 0,
    });
    expect((await alvin.get(`/api/v1/goals/${goal.id}`)).body.participants[1]).toEqual(body);
  });

  test('publishes GoalParticipantAdded with the participant and the adding user', async () => {
    const { brian, alvin } = world;
    const goal = await world.trip({ participant_ids: [] });
    await brian.post(path(goal.id), { user_id: alvin.id, role: 'supporter' });
    const [, added] = await world.eventsOf(goal.id);
    expect(added).toMatchObject({
      name: 'GoalParticipantAdded',
      version: 2,
      data: {
        participant: { userId: alvin.id, role: 3 },
        addedBy: { id: brian.id, fullName: 'Brian Okuku' },
      },
    });
    expect(added!.data.goal.participants).toHaveLength(2);
  });

  test('refuses a current participant with 409 GOAL_PARTICIPANT_EXISTS', async () => {
    const goal = await world.trip();
    const { status, body } = await world.brian.post(path(goal.id), { user_id: world.alvin.id });
    expect([status, body.code]).toEqual([409, 'GOAL_PARTICIPANT_EXISTS']);
  });

  test('adds one participant and publishes one event for ten concurrent requests', async () => {
    const goal = await world.trip({ participant_ids: [] });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        world.brian.post(path(goal.id), { user_id: world.alvin.id }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      201,
      ...Array<number>(9).fill(409),
    ]);
    expect(await world.eventsOf(goal.id)).toHaveLength(2);
  });

  test('refuses a stranger and an unknown user with the same response', async () => {
    const goal = await world.trip();
    const stranger = await world.brian.post(path(goal.id), { user_id: world.dorcas.id });
    const nobody = await world.brian.post(path(goal.id), { user_id: newId() });
    expect([stranger.status, stranger.body.code]).toEqual([422, 'PARTICIPANT_NOT_A_FRIEND']);
    expect({ ...stranger.body, request_id: '' }).toEqual({ ...nobody.body, request_id: '' });
  });

  test('refuses a friend whose account is closed like an unknown user, also in a new goal', async () => {
    const { brian } = world;
    const closed = await world.newFriend('closed');
    await world.tribe.settled();
    await world.closeAccount(closed);
    const goal = await world.trip({ participant_ids: [] });
    const before = await world.written();

    const body = (id: string) => ({ title: 'Trip', goal_type: 'group', participant_ids: [id] });
    for (const attempt of [
      (id: string) => brian.post(path(goal.id), { user_id: id }),
      (id: string) => brian.post('/api/v1/goals', body(id)),
    ]) {
      const [refused, nobody] = [await attempt(closed.id), await attempt(newId())];
      expect([refused.status, refused.body.code]).toEqual([422, 'PARTICIPANT_NOT_A_FRIEND']);
      expect({ ...refused.body, request_id: '' }).toEqual({ ...nobody.body, request_id: '' });
    }

    expect(await world.written()).toBe(before);
  });

  test('refuses an individual goal with 409 GOAL_NOT_GROUP', async () => {
    const goal = await world.newGoal(world.brian);
    const { status, body } = await world.brian.post(path(goal.id), { user_id: world.alvin.id });
    expect([status, body.code]).toEqual([409, 'GOAL_NOT_GROUP']);
  });

  test.each(['creator', 'owner'])('refuses the role %s with 422', async (role) => {
    const goal = await world.trip({ participant_ids: [] });
    const { status, body } = await world.brian.post(path(goal.id), {
      user_id: world.alvin.id,
      role,
    });
    expect([status, body.code]).toEqual([422, 'VALIDATION_FAILED']);
  });

  test('refuses more participants than the limit, even concurrently (R49)', async () => {
    const [emily, fatma] = [await world.newFriend('emily'), await world.newFriend('fatma')];
    await world.tribe.settled();
    const goal = await world.trip();
    const answers = await Promise.all(
      [emily, fatma].map(({ id }) => world.brian.post(path(goal.id), { user_id: id })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('GOAL_FULL');
    expect((await world.brian.get(`/api/v1/goals/${goal.id}`)).body.participants).toHaveLength(4);
    const { alvin, clarie } = world;
    const tooMany = {
      title: 'Trip',
      goal_type: 'group',
      participant_ids: [alvin.id, clarie.id, emily.id, fatma.id],
    };
    const created = await world.brian.post('/api/v1/goals', tooMany);
    expect(created.body).toMatchObject({ status: 422, errors: [{ pointer: '/participant_ids' }] });
  });
});

describe('leaving and removing (GO-19)', () => {
  test('a participant who leaves becomes a stranger, and their contributions still count', async () => {
    const { brian, alvin } = world;
    const goal = await world.trip();
    await alvin.post(`/api/v1/goals/${goal.id}/contributions`, { amount: 150 });
    const { status } = await alvin.delete(path(goal.id, alvin.id));
    expect(status).toBe(204);
    expect((await alvin.get(`/api/v1/goals/${goal.id}`)).status).toBe(404);
    const { body } = await brian.get(`/api/v1/goals/${goal.id}`);
    expect(body.current_amount).toBe(150);
    expect(body.participants.map(({ username }: { username: string }) => username)).toEqual([
      'brianokuku',
      'clariegor',
    ]);
    const last = (await world.eventsOf(goal.id)).at(-1);
    expect(last).toMatchObject({
      name: 'GoalParticipantRemoved',
      version: 3,
      data: { userId: alvin.id, removedBy: alvin.id },
    });
    expect(last!.data.goal.participants).toHaveLength(2);
  });

  test('a participant who is removed and added again keeps their contributions', async () => {
    const { brian, alvin } = world;
    const goal = await world.trip();
    await alvin.post(`/api/v1/goals/${goal.id}/contributions`, { amount: 150 });
    expect((await brian.delete(path(goal.id, alvin.id))).status).toBe(204);
    expect((await alvin.post(`/api/v1/goals/${goal.id}/contributions`, { amount: 1 })).status).toBe(
      404,
    );
    const again = await brian.post(path(goal.id), { user_id: alvin.id, role: 'supporter' });
    expect(again.body).toMatchObject({ role: 'supporter', contribution_amount: 150 });
    const { body } = await brian.get(`/api/v1/goals/${goal.id}`);
    expect(body.participants.map(({ username }: { username: string }) => username)).toEqual([
      'brianokuku',
      'clariegor',
      'alvinamwata',
    ]);
  });

  test('refuses to remove a user who is not a participant with 404', async () => {
    const goal = await world.trip();
    for (const id of [world.dorcas.id, newId()]) {
      const { status, body } = await world.brian.delete(path(goal.id, id));
      expect([status, body.code]).toEqual([404, 'GOAL_PARTICIPANT_NOT_FOUND']);
    }
  });

  test('refuses to let a creator without other participants leave', async () => {
    const goal = await world.trip({ participant_ids: [] });
    const { status, body } = await world.brian.delete(path(goal.id, world.brian.id));
    expect([status, body.code]).toEqual([409, 'GOAL_CREATOR_CANNOT_LEAVE']);
  });

  test('refuses to let members remove each other with 403', async () => {
    const goal = await world.trip();
    const { status, body } = await world.alvin.delete(path(goal.id, world.clarie.id));
    expect([status, body.code]).toEqual([403, 'PERMISSION_DENIED']);
  });
});
