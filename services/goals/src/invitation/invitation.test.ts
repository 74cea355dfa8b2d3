import { dayMs, newId } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { GoalsWorld } from '../goals-world.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start({ GOAL_INVITATIONS_PER_DAY: '40', GOAL_MAX_PARTICIPANTS: '6' });
});
afterAll(() => world.stop());

const invitations = '/api/v1/goals/invitations';

interface Invited {
  id: string;
  goal: { id: string };
}

async function publicTrip(fields: object = {}): Promise<string> {
  const goal = await world.trip({ participant_ids: [], is_public: true, ...fields });
  return `/api/v1/goals/${goal.id}`;
}

async function newPerson(name: string): Promise<Person> {
  const person = await world.tribe.person(name);
  await world.tribe.settled();
  return person;
}

async function invited(person: Person, fields: object = {}) {
  const goal = await world.trip({ participant_ids: [], ...fields });
  const path = `/api/v1/goals/${goal.id}`;
  const { status, body } = await world.brian.post(`${path}/invite`, { user_id: person.id });
  expect([status, body.status]).toEqual([201, 'pending']);

  return { goalId: goal.id, path, id: body.id, answer: `${invitations}/${body.id}` };
}

const openFor = async (person: Person, goalId: string): Promise<Invited[]> =>
  (await person.get(`${invitations}?limit=100`)).body.invitations.filter(
    ({ goal }: Invited) => goal.id === goalId,
  );
const namesOf = async (goalId: string): Promise<string[]> =>
  (await world.eventsOf(goalId)).map(({ name }) => name);

describe('inviting (GO-15, R64)', () => {
  test('adds a friend at once', async () => {
    const { alvin, brian } = world;
    const goal = await world.trip({ participant_ids: [] });
    const path = `/api/v1/goals/${goal.id}`;
    const invite = { user_id: alvin.id, role: 'supporter' };
    const { status, body } = await brian.post(`${path}/invite`, invite);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      goal_id: goal.id,
      status: 'accepted',
      role: 'supporter',
      user: { id: alvin.id, username: 'alvinamwata' },
    });
    expect((await alvin.get(path)).body.participants[1].role).toBe('supporter');
    expect(await namesOf(goal.id)).toEqual(['GoalCreated', 'GoalParticipantAdded']);
  });

  test('invites a friend who wants to be asked first, also when a goal is created', async () => {
    const shy = await world.newFriend('shy');
    await world.tribe.settled();
    await world.askFirst(shy);
    const goal = await world.trip({ participant_ids: [shy.id, world.alvin.id] });
    expect(goal.participants).toHaveLength(2);
    const [invitation] = await openFor(shy, goal.id);
    expect(invitation).toMatchObject({
      role: 'member',
      goal: { id: goal.id, title: goal.title, participants_count: 2 },
      inviter: { id: world.brian.id },
    });
    expect(await namesOf(goal.id)).toEqual(['GoalCreated', 'GoalInvitationSent']);
    expect((await world.brian.get(`/api/v1/goals/${goal.id}`)).headers['etag']).toContain('"2-');

    const other = await world.trip({ participant_ids: [] });
    const path = `/api/v1/goals/${other.id}`;
    const refused = await world.brian.post(`${path}/participants`, { user_id: shy.id });
    expect([refused.status, refused.body.code]).toEqual([409, 'PARTICIPANT_ASKS_FIRST']);
    const sent = await world.brian.post(`${path}/invite`, { user_id: shy.id });
    expect(sent.body.status).toBe('pending');
  });

  test('a stranger accepts the invitation and becomes a participant', async () => {
    const { dorcas } = world;
    const { goalId, path, answer } = await invited(dorcas);
    expect((await dorcas.get(path)).status).toBe(404);
    const { status, body } = await dorcas.post(`${answer}/accept`);
    expect([status, body.user_id, body.role]).toEqual([200, dorcas.id, 'member']);
    expect((await dorcas.get(path)).body.participants).toHaveLength(2);
    expect(await openFor(dorcas, goalId)).toEqual([]);
    expect((await world.eventsOf(goalId)).at(-1)).toMatchObject({
      name: 'GoalParticipantAdded',
      data: { addedBy: { id: dorcas.id }, participant: { userId: dorcas.id } },
    });
    expect((await dorcas.post(`${answer}/accept`)).body.code).toBe('GOAL_INVITATION_NOT_FOUND');
  });

  test('a declined invitation looks pending to the owner, until it is withdrawn', async () => {
    const { dorcas, brian } = world;
    const { goalId, path, id, answer } = await invited(dorcas);
    for (let times = 0; times < 2; times++)
      expect((await dorcas.post(`${answer}/decline`)).status).toBe(204);
    expect(await openFor(dorcas, goalId)).toEqual([]);
    const sent = (await brian.get(`${path}/invitations`)).body.invitations;
    expect(sent).toMatchObject([{ id, status: 'pending', user: { id: dorcas.id } }]);
    const again = await brian.post(`${path}/invite`, { user_id: dorcas.id });
    expect([again.status, again.body.code]).toEqual([409, 'GOAL_INVITATION_EXISTS']);
    expect((await brian.delete(`${path}/invitations/${id}`)).status).toBe(204);
    expect((await brian.get(`${path}/invitations`)).body.invitations).toEqual([]);
    expect((await dorcas.post(`${answer}/accept`)).status).toBe(404);
  });

  test('an invitation that was withdrawn can be repeated after a day, three times in all', async () => {
    const { brian, dorcas } = world;
    const { path, id } = await invited(dorcas);
    const repeat = () => brian.post(`${path}/invite`, { user_id: dorcas.id });
    for (let times = 2; times <= 3; times++) {
      await brian.delete(`${path}/invitations/${id}`);
      const tooEarly = await repeat();
      expect([tooEarly.status, tooEarly.body.code]).toEqual([429, 'GOAL_INVITATION_LIMIT_REACHED']);
      world.tribe.clock.advance(dayMs);
      expect((await repeat()).status).toBe(201);
    }

    await brian.delete(`${path}/invitations/${id}`);
    world.tribe.clock.advance(dayMs);
    expect((await repeat()).status).toBe(429);
  });

  test('refuses users who do not exist for the caller with the same response', async () => {
    const hermit = await newPerson('hermit');
    const blocked = await newPerson('blocked');
    await world.hideProfile(hermit);
    await world.block(blocked, world.brian);
    const goal = await world.trip();
    const path = `/api/v1/goals/${goal.id}/invite`;
    const unknown = await world.brian.post(path, { user_id: newId() });
    expect([unknown.status, unknown.body.code]).toEqual([404, 'USER_NOT_FOUND']);
    for (const { id } of [hermit, blocked]) {
      const { body } = await world.brian.post(path, { user_id: id });
      expect({ ...body, request_id: '' }).toEqual({ ...unknown.body, request_id: '' });
    }
  });

  test('an invitation does not exist for an invitee who blocks the inviter', async () => {
    const guest = await newPerson('guest');
    const { goalId, answer } = await invited(guest);
    await world.block(guest, world.brian);
    expect(await openFor(guest, goalId)).toEqual([]);
    for (const verb of ['accept', 'decline']) {
      const { status, body } = await guest.post(`${answer}/${verb}`);
      expect([status, body.code]).toEqual([404, 'GOAL_INVITATION_NOT_FOUND']);
    }
  });

  test('an invitation to a deleted goal does not exist', async () => {
    const { goalId, path, answer } = await invited(world.dorcas);
    await world.brian.delete(path);
    expect(await openFor(world.dorcas, goalId)).toEqual([]);
    expect((await world.dorcas.post(`${answer}/accept`)).status).toBe(404);
  });

  test('refuses an individual goal, a participant, and more open invitations than places', async () => {
    const alone = await world.newGoal(world.brian);
    const invite = (goalId: string, person: { id: string }) =>
      world.brian.post(`/api/v1/goals/${goalId}/invite`, { user_id: person.id });
    expect((await invite(alone.id, world.dorcas)).body.code).toBe('GOAL_NOT_GROUP');
    const goal = await world.trip();
    expect((await invite(goal.id, world.alvin)).body.code).toBe('GOAL_PARTICIPANT_EXISTS');
    const guests = await Promise.all(
      Array.from({ length: 5 }, (_, i) => world.tribe.person(`visitor${i}`)),
    );
    await world.tribe.settled();
    const answers = await Promise.all(guests.map((guest) => invite(goal.id, guest)));
    const codes = answers.map(({ status, body }) => body.code ?? status).sort();
    expect(codes).toEqual([201, 201, 201, 'GOAL_FULL', 'GOAL_FULL']);
  });

  test('lists invitations newest first with a cursor', async () => {
    const guest = await newPerson('collector');
    const goals: string[] = [];
    for (let count = 0; count < 3; count++) goals.unshift((await invited(guest)).goalId);
    const first = (await guest.get(`${invitations}?limit=2`)).body;
    const cursor = first.pagination.next_cursor;
    const second = (await guest.get(`${invitations}?limit=2&cursor=${cursor}`)).body;
    const ids = [...first.invitations, ...second.invitations].map(({ goal }: Invited) => goal.id);
    expect(ids).toEqual(goals);
    expect(second.pagination).toMatchObject({ has_more: false, total: 3 });
  });
});

describe('joining a public goal (GO-15, R64)', () => {
  test('makes a stranger a member', async () => {
    const path = await publicTrip();
    const { status, body } = await world.dorcas.post(`${path}/join`);
    expect([status, body.role, body.user_id]).toEqual([201, 'member', world.dorcas.id]);
    expect((await world.dorcas.post(`${path}/contributions`, { amount: 5 })).status).toBe(201);
    const again = await world.dorcas.post(`${path}/join`);
    expect([again.status, again.body.code]).toEqual([409, 'GOAL_PARTICIPANT_EXISTS']);
  });

  test('accepts the open invitation of the user', async () => {
    const { goalId, path } = await invited(world.dorcas, { is_public: true });
    expect((await world.dorcas.post(`${path}/join`)).status).toBe(201);
    expect(await openFor(world.dorcas, goalId)).toEqual([]);
    expect((await world.brian.get(`${path}/invitations`)).body.invitations).toEqual([]);
  });

  test('admits strangers up to the limit, even concurrently', async () => {
    const path = await publicTrip();
    const people = await Promise.all(
      Array.from({ length: 8 }, (_, i) => world.tribe.person(`joiner${i}`)),
    );
    await world.tribe.settled();
    const answers = await Promise.all(people.map((person) => person.post(`${path}/join`)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    expect((await world.brian.get(path)).body.participants).toHaveLength(6);
  });

  test('refuses a private goal with 404, and an individual goal with 409', async () => {
    const goal = await world.trip();
    const hidden = await world.dorcas.post(`/api/v1/goals/${goal.id}/join`);
    expect([hidden.status, hidden.body.code]).toEqual([404, 'GOAL_NOT_FOUND']);
    const alone = await world.newGoal(world.brian, { is_public: true });
    const { status, body } = await world.dorcas.post(`/api/v1/goals/${alone.id}/join`);
    expect([status, body.code]).toEqual([409, 'GOAL_NOT_GROUP']);
  });

  test('refuses a user who is hidden from the creator like an unknown goal', async () => {
    const path = await publicTrip();
    const blocked = await newPerson('unwanted');
    await world.block(world.brian, blocked);
    expect((await blocked.post(`${path}/join`)).status).toBe(404);
  });
});

describe('the visibility of participants', () => {
  test('a goal that becomes public is announced once, after its update', async () => {
    const goal = await world.trip();
    const path = `/api/v1/goals/${goal.id}`;
    await world.brian.patch(path, { is_public: true });
    await world.brian.patch(path, { is_public: true, title: 'Trip to Lamu' });
    const events = await world.eventsOf(goal.id);
    expect(events.map(({ name, version }) => `${name} ${version}`)).toEqual([
      'GoalCreated 1',
      'GoalUpdated 2',
      'GoalPublished 3',
      'GoalUpdated 4',
    ]);
    expect(events[2]!.data).toMatchObject({ publishedBy: { id: world.brian.id } });
  });

  test('leaving hides the name and the notes of what a user gave', async () => {
    const { brian, alvin } = world;
    const goal = await world.trip();
    const path = `/api/v1/goals/${goal.id}`;
    await alvin.post(`${path}/contributions`, { amount: 20, note: 'from my bonus' });
    await alvin.delete(`${path}/participants/${alvin.id}`);
    const { body } = await brian.get(`${path}/contributions`);
    expect(body.contributions).toMatchObject([
      { amount: 20, note: null, user: { username: 'unknown', full_name: 'Unknown' } },
    ]);
  });

  test('strangers of a public goal see neither private participants nor amounts', async () => {
    const secret = await world.newFriend('secret');
    await world.tribe.settled();
    const path = await publicTrip({ participant_ids: [secret.id, world.alvin.id] });
    await secret.post(`${path}/contributions`, { amount: 20 });
    await world.hideProfile(secret);
    const { body } = await world.dorcas.get(path);
    expect(JSON.stringify(body)).not.toContain(secret.id);
    expect(body.participants.length).toBeGreaterThan(0);
    for (const { contribution_amount } of body.participants) expect(contribution_amount).toBeNull();
    expect((await world.dorcas.get(`${path}/contributions`)).status).toBe(403);
  });
});
