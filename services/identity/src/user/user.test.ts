import { randomUUID } from 'node:crypto';
import { UserDirectoryService } from '@tribe/contracts';
import { Rpc } from '@tribe/rpc';
import { type Person, type Tribe, startTribe } from '@tribe/testing';
import { identity } from '..';
import { UserSnapshots } from './user.snapshots';

let tribe: Tribe;
let brian: Person;
let alvin: Person;
let banned: Person;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
  [brian, alvin, banned] = [
    await tribe.person('brian'),
    await tribe.person('alvin'),
    await tribe.person('banned'),
  ];
  await (
    await tribe.db('identity')
  ).query('UPDATE users SET is_active = false, version = version + 1 WHERE id = $1', [banned.id]);
});
afterAll(() => tribe.stop());

test('anybody who is signed in sees the card of a person, and nothing more', async () => {
  const { status, body } = await alvin.get(`/api/v1/users/${brian.id}`);
  expect(status).toBe(200);
  expect(body).toEqual({
    id: brian.id,
    username: 'brianokuku',
    full_name: 'Brian Okuku',
    profile_image_url: null,
  });
  expect((await alvin.get(`/api/v1/users/${brian.id.toUpperCase()}`)).body).toEqual(body);
  expect((await tribe.client().get(`/api/v1/users/${brian.id}`)).status).toBe(401);
});

test('a person who is deactivated cannot be told from one who never was', async () => {
  const [gone, unknown] = [
    await alvin.get(`/api/v1/users/${banned.id}`),
    await alvin.get(`/api/v1/users/${randomUUID()}`),
  ];
  expect(gone).toMatchObject({ status: 404, body: { code: 'USER_NOT_FOUND' } });
  expect({ ...unknown.body, request_id: '' }).toEqual({ ...gone.body, request_id: '' });
});

test('many who look at the same moment each get the card they asked for', async () => {
  const wanted = Array.from({ length: 60 }, (_, i) => (i % 2 ? brian : alvin));
  const answers = await Promise.all(wanted.map(({ id }) => alvin.get(`/api/v1/users/${id}`)));
  expect(answers.map(({ body }) => body.id)).toEqual(wanted.map(({ id }) => id));
});

test('other services get cards of the people who are there, with their versions', async () => {
  const directory = tribe.service('identity').app.get(Rpc).client(UserDirectoryService);
  const { cards } = await directory.getUserCards(
    { userIds: [brian.id, banned.id, randomUUID(), alvin.id] },
    { deadlineMs: 2_000 },
  );
  expect(cards.map(({ user, version }) => [user?.username, version])).toEqual([
    ['brianokuku', 1n],
    ['alvinamwata', 1n],
  ]);
});

test('a service that asks for cards is told what the people chose, as events tell it', async () => {
  const db = await tribe.db('identity');
  await db.query(
    `INSERT INTO user_settings (user_id, appear_in_suggestions, calendar_visible_to_friends, share_location, updated_at)
     VALUES ($1, false, true, true, now())`,
    [brian.id],
  );
  const directory = tribe.service('identity').app.get(Rpc).client(UserDirectoryService);
  const { cards } = await directory.getUserCards(
    { userIds: [brian.id, alvin.id] },
    { deadlineMs: 2_000 },
  );
  expect(cards.map(({ privacy }) => privacy)).toMatchObject([
    { appearInSuggestions: false, calendarVisibleToFriends: true, shareLocation: true },
    { appearInSuggestions: true, calendarVisibleToFriends: false, shareLocation: false },
  ]);
});

test('other services are refused more than a hundred cards, and ids that are none', async () => {
  const directory = tribe.service('identity').app.get(Rpc).client(UserDirectoryService);
  const ask = (userIds: string[]) => directory.getUserCards({ userIds }, { deadlineMs: 2_000 });
  await expect(ask(Array.from({ length: 101 }, () => randomUUID()))).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
  });
  await expect(ask(["'; DROP TABLE users; --"])).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
  });
});

test('a replay tells the current state of everybody, also of those who were deactivated', async () => {
  const states = new Map<string, boolean>();
  for await (const page of tribe.service('identity').app.get(UserSnapshots).snapshots()) {
    for (const { data, entityId } of page)
      states.set(entityId, (data as unknown as { isActive: boolean }).isActive);
  }
  expect(states).toEqual(
    new Map([
      [brian.id, true],
      [alvin.id, true],
      [banned.id, false],
    ]),
  );
});
