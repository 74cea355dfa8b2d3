import { randomUUID } from 'node:crypto';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { block, withoutRequestId } from '../block/block.test-support';
import { announcePrivacy, sendRequest, Circle, friendsOf } from '../friend/friend.test-support';

const mutedUsers = '/api/v1/settings/muted-users';

let tribe: Tribe;
let circle: Circle;
let brian: Person;
let alvin: Person;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph], env: { MUTE_LIMIT: '3' } });
  circle = new Circle(tribe);
});
afterAll(() => tribe.stop());
beforeEach(async () => {
  [brian, alvin] = (await circle.people(2)) as [Person, Person];
});

const mute = (by: Person, other: { id: string }) => by.post(mutedUsers, { user_id: other.id });
const unmute = (by: Person, other: { id: string }) => by.delete(`${mutedUsers}/${other.id}`);

async function mutedBy(person: Person, query = ''): Promise<string[]> {
  const { body } = await person.get<{ muted_users: { user: { id: string } }[] }>(
    `${mutedUsers}${query}`,
  );
  return body.muted_users.map(({ user }) => user.id);
}

const written = () =>
  circle.rows('SELECT muter_id, muted_id, version, unmuted_at FROM muted_users ORDER BY id');

test('lists a muted user and keeps the friendship', async () => {
  await circle.befriend(brian, alvin);
  const { status, body } = await mute(brian, alvin);
  expect([status, body]).toEqual([201, { user_id: alvin.id, muted_at: expect.any(String) }]);
  expect(await mutedBy(brian)).toEqual([alvin.id]);
  expect(await mutedBy(alvin)).toEqual([]);
  expect(await friendsOf(alvin)).toEqual([brian.id]);
});

test('a muted user can send the muter a friend request', async () => {
  await mute(brian, alvin);
  expect((await sendRequest(alvin, brian)).status).toBe(201);
});

test('muting and unmuting are idempotent and publish one event with the next version per change', async () => {
  const first = await mute(brian, alvin);
  expect((await mute(brian, alvin)).body).toEqual(first.body);
  expect([(await unmute(brian, alvin)).status, (await unmute(brian, alvin)).status]).toEqual([
    204, 204,
  ]);
  expect(await mutedBy(brian)).toEqual([]);
  await Promise.all(Array.from({ length: 5 }, () => mute(brian, alvin)));
  const events = await circle.rows(
    `SELECT split_part(subject, '.', 4) || ' ' || entity_version AS event FROM outbox
      WHERE entity_id = (SELECT id FROM muted_users WHERE muter_id = $1) ORDER BY position`,
    [brian.id],
  );
  expect(events.map(({ event }) => event)).toEqual(['added 1', 'removed 2', 'added 3']);
});

test('lists muted users newest first, by cursor and by page, and refuses more than MUTE_LIMIT', async () => {
  const others = await circle.people(3);
  for (const other of others) await mute(brian, other);
  const newestFirst = others.map(({ id }) => id).toReversed();
  const first = await brian.get(`${mutedUsers}?limit=2`);
  expect(first.body.pagination).toMatchObject({ total: 3, has_more: true });
  expect(await mutedBy(brian, `?limit=2&cursor=${first.body.pagination.next_cursor}`)).toEqual(
    newestFirst.slice(2),
  );
  expect(await mutedBy(brian, '?limit=2&page=2')).toEqual(newestFirst.slice(2));
  expect((await mute(brian, alvin)).body.code).toBe('MUTE_LIMIT_REACHED');
});

test('a hidden user is not listed and cannot be muted, like an unknown user', async () => {
  await mute(brian, alvin);
  await block(alvin, brian);
  expect((await brian.get(mutedUsers)).body).toMatchObject({
    muted_users: [],
    pagination: { total: 0, has_more: false },
  });
  const unknown = withoutRequestId(await mute(brian, { id: randomUUID() }));
  expect(unknown.body).toMatchObject({ code: 'USER_NOT_FOUND' });
  expect(withoutRequestId(await mute(brian, alvin))).toEqual(unknown);
});

test('leaves out muted users with closed accounts and does not count them', async () => {
  const [clarie] = (await circle.people(1)) as [Person];
  await mute(brian, alvin);
  await mute(brian, clarie);
  await announcePrivacy(tribe, clarie, {}, false);
  expect((await brian.get(`${mutedUsers}?limit=1`)).body).toMatchObject({
    muted_users: [{ user_id: alvin.id }],
    pagination: { total: 1, has_more: false },
  });
});

test.each([[{}], [{ user_id: 'alvin' }], [{ user_id: randomUUID(), reason: 'none' }]])(
  'refuses the body %j and writes nothing',
  async (body) => {
    const before = await written();
    expect((await brian.post(mutedUsers, body)).body.code).toBe('VALIDATION_FAILED');
    expect(await written()).toEqual(before);
  },
);

test('refuses to mute the caller, and requests without a token', async () => {
  expect((await mute(brian, brian)).body.code).toBe('CANNOT_MUTE_YOURSELF');
  expect((await tribe.client().post(mutedUsers, { user_id: alvin.id })).status).toBe(401);
});
