import { randomUUID } from 'node:crypto';
import { UserDirectoryService } from '@tribe/contracts';
import { type Person, type Tribe, startTribe } from '@tribe/testing';
import { identity } from '..';
import { rowsOf } from '../identity.test-support';
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
  await rowsOf(tribe, 'UPDATE users SET is_active = false, version = version + 1 WHERE id = $1', [
    banned.id,
  ]);
});
afterAll(() => tribe.stop());

test('shows a stranger only the card of a user', async () => {
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

test('returns the same response for a deactivated and an unknown user', async () => {
  const [gone, unknown] = [
    await alvin.get(`/api/v1/users/${banned.id}`),
    await alvin.get(`/api/v1/users/${randomUUID()}`),
  ];
  expect(gone).toMatchObject({ status: 404, body: { code: 'USER_NOT_FOUND' } });
  expect({ ...unknown.body, request_id: '' }).toEqual({ ...gone.body, request_id: '' });
});

test('returns the requested user to each of many requests at the same time', async () => {
  const wanted = Array.from({ length: 60 }, (_, i) => (i % 2 ? brian : alvin));
  const answers = await Promise.all(wanted.map(({ id }) => alvin.get(`/api/v1/users/${id}`)));
  expect(answers.map(({ body }) => body.id)).toEqual(wanted.map(({ id }) => id));
});

test('GetUserCards returns the cards of active users with their versions', async () => {
  const directory = (await tribe.rpcAs('goals')).client(UserDirectoryService);
  const { cards } = await directory.getUserCards(
    { userIds: [brian.id, banned.id, randomUUID(), alvin.id] },
    { deadlineMs: 2_000 },
  );
  expect(cards.map(({ user, version }) => [user?.username, version])).toEqual([
    ['brianokuku', 1n],
    ['alvinamwata', 1n],
  ]);
});

test('GetUserCards returns the privacy and locale settings', async () => {
  await rowsOf(
    tribe,
    `INSERT INTO user_settings
       (user_id, appear_in_suggestions, calendar_visible_to_friends, share_location, timezone, day_starts_at_minute, updated_at)
     VALUES ($1, false, true, true, 'Africa/Nairobi', 180, now())`,
    [brian.id],
  );
  const directory = (await tribe.rpcAs('goals')).client(UserDirectoryService);
  const { cards } = await directory.getUserCards(
    { userIds: [brian.id, alvin.id] },
    { deadlineMs: 2_000 },
  );
  expect(cards.map(({ privacy }) => privacy)).toMatchObject([
    { appearInSuggestions: false, calendarVisibleToFriends: true, shareLocation: true },
    { appearInSuggestions: true, calendarVisibleToFriends: false, shareLocation: false },
  ]);
  expect(cards.map(({ locale }) => locale)).toMatchObject([
    { timezone: 'Africa/Nairobi', dayStartsAtMinute: 180, locale: 'en' },
    { timezone: 'UTC', dayStartsAtMinute: 0, quietHours: { startMinute: 1320 } },
  ]);
});

test('GetUserCards refuses more than a hundred ids and malformed ids', async () => {
  const directory = (await tribe.rpcAs('goals')).client(UserDirectoryService);
  const ask = (userIds: string[]) => directory.getUserCards({ userIds }, { deadlineMs: 2_000 });
  await expect(ask(Array.from({ length: 101 }, () => randomUUID()))).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
  });
  await expect(ask(["'; DROP TABLE users; --"])).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
  });
});

test('a replay publishes the current state of every user, also of deactivated users', async () => {
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
