import { randomUUID } from 'node:crypto';
import { ProfileVisibility, UserUpdatedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import type { Person } from '@tribe/testing';
import { GoalsWorld } from '../goals-world.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
});
afterAll(() => world.stop());

let people = 0;
/** Creates a person with the given profile visibility. */
async function newPerson(profileVisibility = ProfileVisibility.FRIENDS_ONLY): Promise<Person> {
  const person = await world.tribe.person(`shown ${(people += 1)}`);
  const { id, username, fullName } = person;
  const data = { user: { id, username, fullName }, isActive: true, privacy: { profileVisibility } };
  await world.tribe.publishAs(
    'identity',
    eventOf(UserUpdatedSchema, { entityId: id, entityVersion: 2, data }),
  );
  await world.tribe.settled();
  return person;
}

async function befriend(person: Person, other: Person) {
  await world.tribe.befriend(person, other);
  await world.tribe.settled();
}

const goalsOf = (viewer: Person, { id }: Person, query = '') =>
  viewer.get(`/api/v1/users/${id}/goals${query}`);
const titles = ({ body }: { body: { goals: { title: string }[] } }) =>
  body.goals.map(({ title }) => title);

test('friends see the public and shared goals of a user, newest first', async () => {
  const [person, friend] = [await newPerson(), await newPerson()];
  await befriend(person, friend);
  await world.newGoal(person, { title: 'Secret' });
  await world.newGoal(person, { title: 'Public', is_public: true });
  await world.newGoal(person, { title: 'Ours', goal_type: 'group', participant_ids: [friend.id] });
  const answer = await goalsOf(friend, person);
  expect(answer.status).toBe(200);
  expect(titles(answer)).toEqual(['Ours', 'Public']);
  expect(answer.body.pagination).toMatchObject({ total: 2, has_more: false });
  expect(titles(await goalsOf(person, person))).toEqual(['Ours', 'Public', 'Secret']);
});

test('strangers see the public goals of a user with a public profile', async () => {
  const [person, stranger] = [await newPerson(ProfileVisibility.EVERYONE), await newPerson()];
  await world.newGoal(person, { title: 'Secret' });
  await world.newGoal(person, { title: 'Public', is_public: true });
  expect(titles(await goalsOf(stranger, person))).toEqual(['Public']);
});

test.each([ProfileVisibility.FRIENDS_ONLY, ProfileVisibility.PRIVATE])(
  'strangers get the same 404 for profile visibility %s as for an unknown user',
  async (visibility) => {
    const [person, stranger] = [await newPerson(visibility), await newPerson()];
    await world.newGoal(person, { title: 'Public', is_public: true });
    const hidden = await goalsOf(stranger, person);
    const unknown = await stranger.get(`/api/v1/users/${randomUUID()}/goals`);
    expect(hidden).toMatchObject({ status: 404, body: { code: 'USER_NOT_FOUND' } });
    expect({ ...unknown.body, request_id: '' }).toEqual({ ...hidden.body, request_id: '' });
  },
);

test('a block hides the profile and, on other profiles, the public goals of the blocked user', async () => {
  const [person, creator] = [await newPerson(ProfileVisibility.EVERYONE), await newPerson()];
  const viewer = await newPerson();
  await befriend(creator, person);
  await world.newGoal(creator, {
    title: 'Of the blocked',
    is_public: true,
    goal_type: 'group',
    participant_ids: [person.id],
  });
  await world.newGoal(person, { title: 'Own', is_public: true });
  expect(titles(await goalsOf(viewer, person))).toEqual(['Own', 'Of the blocked']);
  await world.block(creator, viewer);
  expect(titles(await goalsOf(viewer, person))).toEqual(['Own']);
  expect((await goalsOf(viewer, person)).body.pagination.total).toBe(1);
  expect((await goalsOf(viewer, creator)).status).toBe(404);
});

test('filters and pages work as in the own list and do not count hidden goals', async () => {
  const [person, friend] = [await newPerson(), await newPerson()];
  await befriend(person, friend);
  for (const title of ['One', 'Two', 'Three'])
    await world.newGoal(person, { title, is_public: true });
  await world.newGoal(person, { title: 'Secret', category: 'health' });
  const first = await goalsOf(friend, person, '?limit=2');
  expect(titles(first)).toEqual(['Three', 'Two']);
  const cursor = first.body.pagination.next_cursor;
  expect(titles(await goalsOf(friend, person, `?limit=2&cursor=${cursor}`))).toEqual(['One']);
  expect((await goalsOf(friend, person, '?category=health')).body).toMatchObject({
    goals: [],
    pagination: { total: 0 },
  });
  expect((await goalsOf(friend, person, '?limit=0')).status).toBe(422);
  expect((await friend.get('/api/v1/users/not-an-id/goals')).status).toBe(422);
});

test('requires a token', async () => {
  const person = await newPerson(ProfileVisibility.EVERYONE);
  expect((await world.tribe.client().get(`/api/v1/users/${person.id}/goals`)).status).toBe(401);
});
