import { newId } from '@tribe/service-kit';
import { GoalsWorld } from '../goals-world.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start({ GOAL_MAX_PARTICIPANTS: '4' });
});
afterAll(() => world.stop());

const path = (goalId: string, userId = '') =>
  `/api/v1/goals/${goalId}/participants${userId && `/${userId}`}`;

describe('adding somebody (GO-19)', () => {
  test.each([
    ['member', {}],
    ['member', { role: 'member' }],
    ['supporter', { role: 'supporter' }],
    ['viewer', { role: 'viewer' }],
  ])('Brian adds Alvin as %s', async (role, fields) => {
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

  test('is told by an event that names who added whom', async () => {
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

  test('twice is refused', async () => {
    const goal = await world.trip();
    const { status, body } = await world.brian.post(path(goal.id), { user_id: world.alvin.id });
    expect([status, body.code]).toEqual([409, 'GOAL_PARTICIPANT_EXISTS']);
  });

  test('ten times at once is one participant and one event', async () => {
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

  test('a stranger and nobody are refused alike', async () => {
    const goal = await world.trip();
    const stranger = await world.brian.post(path(goal.id), { user_id: world.dorcas.id });
    const nobody = await world.brian.post(path(goal.id), { user_id: newId() });
    expect([stranger.status, stranger.body.code]).toEqual([422, 'PARTICIPANT_NOT_A_FRIEND']);
    expect({ ...stranger.body, request_id: '' }).toEqual({ ...nobody.body, request_id: '' });
  });

  test('is for group goals', async () => {
    const goal = await world.newGoal(world.brian);
    const { status, body } = await world.brian.post(path(goal.id), { user_id: world.alvin.id });
    expect([status, body.code]).toEqual([409, 'GOAL_NOT_GROUP']);
  });

  test.each(['creator', 'owner'])('nobody can be added as %s', async (role) => {
    const goal = await world.trip({ participant_ids: [] });
    const { status, body } = await world.brian.post(path(goal.id), {
      user_id: world.alvin.id,
      role,
    });
    expect([status, body.code]).toEqual([422, 'VALIDATION_FAILED']);
  });

  test('ends at the limit, also when two arrive at once (R49)', async () => {
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
  test('Alvin leaves: what he gave stays counted, he is a stranger again', async () => {
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

  test('Brian removes Alvin, and adds him again with what he gave before', async () => {
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

  test('removing somebody who is not there', async () => {
    const goal = await world.trip();
    for (const id of [world.dorcas.id, newId()]) {
      const { status, body } = await world.brian.delete(path(goal.id, id));
      expect([status, body.code]).toEqual([404, 'GOAL_PARTICIPANT_NOT_FOUND']);
    }
  });

  test('the creator stays', async () => {
    const goal = await world.trip();
    const { status, body } = await world.brian.delete(path(goal.id, world.brian.id));
    expect([status, body.code]).toEqual([409, 'GOAL_CREATOR_CANNOT_LEAVE']);
  });

  test('members do not remove each other', async () => {
    const goal = await world.trip();
    const { status, body } = await world.alvin.delete(path(goal.id, world.clarie.id));
    expect([status, body.code]).toEqual([403, 'PERMISSION_DENIED']);
  });
});
