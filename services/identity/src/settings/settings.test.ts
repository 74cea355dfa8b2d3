import { fromBinary } from '@bufbuild/protobuf';
import {
  FriendRequestAudience,
  MessageAudience,
  ProfileVisibility,
  UserUpdatedSchema,
} from '@tribe/contracts';
import { type Person, type Tribe, startTribe, tokenFlaws } from '@tribe/testing';
import { identity } from '..';
import { newPerson, rowsOf } from '../identity.test-support';
import { PrismaService } from '../prisma.service';
import { settingsOf } from '../user/user-settings.queries';
import { defaultSettings } from '../user/user-settings.rules';
import { UserSnapshots } from '../user/user.snapshots';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

const privacy = '/api/v1/settings/privacy';
const appearance = '/api/v1/settings/appearance';
const locale = '/api/v1/settings/locale';
const defaultPrivacy = {
  profile_visibility: 'friends_only',
  online_status_visible: true,
  appear_in_suggestions: true,
  who_can_send_friend_requests: 'friends_of_friends',
  who_can_send_messages: 'friends_only',
  share_activity_with_friends: true,
  calendar_visible_to_friends: false,
  share_location: false,
  ask_before_adding_to_goals: false,
  discoverable_by_phone: false,
};
const updated_at = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);

async function updatesOf({ id }: Person) {
  const rows = await rowsOf(
    tribe,
    `SELECT payload, entity_version FROM outbox
      WHERE subject = 'tribe.identity.user.updated.v1' AND entity_id = $1 ORDER BY entity_version`,
    [id],
  );
  return rows.map(({ payload, entity_version }) => ({
    version: Number(entity_version),
    ...fromBinary(UserUpdatedSchema, payload),
  }));
}

test('returns the defaults for a user who never changed a setting', async () => {
  const person = await newPerson(tribe);
  expect(await person.get(privacy)).toMatchObject({
    status: 200,
    body: { ...defaultPrivacy, updated_at },
  });
  expect((await person.get(appearance)).body).toEqual({
    theme_mode: 'system',
    accent_color: '#FF6B6B',
    font_size_multiplier: 1,
    updated_at,
  });
  expect((await person.get(locale)).body).toEqual({
    timezone: 'UTC',
    day_starts_at: '00:00',
    locale: 'en',
    quiet_hours: { enabled: false, start: '22:00', end: '07:00' },
    updated_at,
  });
});

test('the defaults of the service equal the defaults of the database', async () => {
  const person = await newPerson(tribe);
  await rowsOf(tribe, `INSERT INTO user_settings (user_id, updated_at) VALUES ($1, now())`, [
    person.id,
  ]);
  const row = await tribe
    .service('identity')
    .app.get(PrismaService)
    .userSettings.findUnique({
      where: { userId: person.id },
    });
  expect(settingsOf(row)).toMatchObject(defaultSettings);
});

test('saves named settings, returns them, and keeps the others', async () => {
  const person = await newPerson(tribe);
  const wanted = {
    ...defaultPrivacy,
    profile_visibility: 'everyone',
    online_status_visible: false,
  };
  expect((await person.put(privacy, wanted)).body).toEqual({ ...wanted, updated_at });
  expect((await person.put(privacy, { who_can_send_messages: 'everyone' })).body).toEqual({
    ...wanted,
    who_can_send_messages: 'everyone',
    updated_at,
  });
  await person.put(appearance, { theme_mode: 'dark', font_size_multiplier: 1.25 });
  expect((await person.put(appearance, { accent_color: '#00ff7F' })).body).toEqual({
    theme_mode: 'dark',
    accent_color: '#00ff7F',
    font_size_multiplier: 1.25,
    updated_at,
  });
  await person.put(locale, { timezone: 'Africa/Nairobi', day_starts_at: '03:30', locale: 'sw-ke' });
  expect((await person.put(locale, { quiet_hours: { enabled: true, end: '06:15' } })).body).toEqual(
    {
      timezone: 'Africa/Nairobi',
      day_starts_at: '03:30',
      locale: 'sw-KE',
      quiet_hours: { enabled: true, start: '22:00', end: '06:15' },
      updated_at,
    },
  );
  expect((await person.get(privacy)).body).toMatchObject({
    ...wanted,
    who_can_send_messages: 'everyone',
  });
});

test.each([
  [privacy, { profile_visibility: 'public' }, { profile_visibility: 'everyone' }],
  [privacy, { profile_visibility: 'friends' }, { profile_visibility: 'friends_only' }],
  [privacy, { privacy_level: 'public' }, { profile_visibility: 'everyone' }],
  [privacy, { who_can_send_friend_requests: 'nobody' }, { who_can_send_friend_requests: 'no_one' }],
  [privacy, { who_can_send_messages: 'friends' }, { who_can_send_messages: 'friends_only' }],
  [appearance, { theme_preference: 'light' }, { theme_mode: 'light' }],
])('%s accepts the values of other clients: %j', async (path, body, expected) => {
  expect(await (await newPerson(tribe)).put(path, body)).toMatchObject({
    status: 200,
    body: expected,
  });
});

test('publishes privacy and locale with the complete state, and no event for the appearance', async () => {
  const person = await newPerson(tribe);
  await person.put(privacy, {
    profile_visibility: 'private',
    who_can_send_friend_requests: 'no_one',
  });
  await person.put(appearance, { theme_mode: 'dark' });
  await person.put(locale, {
    timezone: 'Europe/Berlin',
    quiet_hours: { enabled: true, start: '21:00' },
  });
  expect(await updatesOf(person)).toMatchObject([
    {
      version: 2,
      user: { id: person.id, username: person.username, fullName: person.fullName },
      isActive: true,
      privacy: {
        profileVisibility: ProfileVisibility.PRIVATE,
        onlineStatusVisible: true,
        appearInSuggestions: true,
        whoCanSendFriendRequests: FriendRequestAudience.NO_ONE,
        whoCanSendMessages: MessageAudience.FRIENDS_ONLY,
        shareActivityWithFriends: true,
        calendarVisibleToFriends: false,
        shareLocation: false,
        askBeforeAddingToGoals: false,
      },
      locale: { timezone: 'UTC', quietHours: { enabled: false } },
    },
    {
      version: 3,
      privacy: { profileVisibility: ProfileVisibility.PRIVATE },
      locale: {
        timezone: 'Europe/Berlin',
        dayStartsAtMinute: 0,
        locale: 'en',
        quietHours: { enabled: true, startMinute: 21 * 60, endMinute: 7 * 60 },
      },
    },
  ]);
});

test('hides the calendar and the location until the user shares them, each with its own setting', async () => {
  const person = await newPerson(tribe);
  await person.put(privacy, { calendar_visible_to_friends: true });
  await person.put(privacy, { share_location: true });
  await person.put(privacy, { calendar_visible_to_friends: false });
  expect((await person.get(privacy)).body).toEqual({
    ...defaultPrivacy,
    share_location: true,
    updated_at,
  });
  expect(await updatesOf(person)).toMatchObject([
    { privacy: { calendarVisibleToFriends: true, shareLocation: false } },
    { privacy: { calendarVisibleToFriends: true, shareLocation: true } },
    { privacy: { calendarVisibleToFriends: false, shareLocation: true } },
  ]);
});

test('a replay publishes the settings', async () => {
  const person = await newPerson(tribe);
  await person.put(privacy, { appear_in_suggestions: false });
  const snapshots = [];
  for await (const page of tribe.service('identity').app.get(UserSnapshots).snapshots())
    snapshots.push(...page);
  const mine = snapshots.find(({ entityId }) => entityId === person.id);
  expect(mine).toMatchObject({
    entityVersion: 2n,
    data: { privacy: { appearInSuggestions: false } },
  });
});

test('saves all of several changes at the same time, with their events in order', async () => {
  const person = await newPerson(tribe);
  const changes = [
    { online_status_visible: false },
    { appear_in_suggestions: false },
    { share_activity_with_friends: false },
    { discoverable_by_phone: true },
    { profile_visibility: 'everyone' },
    { who_can_send_friend_requests: 'everyone' },
    { who_can_send_messages: 'everyone' },
    { calendar_visible_to_friends: true },
    { share_location: true },
    { ask_before_adding_to_goals: true },
  ];
  const answers = await Promise.all(changes.map((change) => person.put(privacy, change)));
  expect(answers.map(({ status }) => status)).toEqual(changes.map(() => 200));
  expect((await person.get(privacy)).body).toMatchObject(Object.assign({}, ...changes));
  const updates = await updatesOf(person);
  expect(updates.map(({ version }) => version)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(updates.at(-1)).toMatchObject({
    privacy: {
      onlineStatusVisible: false,
      appearInSuggestions: false,
      shareActivityWithFriends: false,
      calendarVisibleToFriends: true,
      shareLocation: true,
      askBeforeAddingToGoals: true,
    },
  });
});

test('refuses requests without a valid token, and requests for another user', async () => {
  const [person, other] = [await newPerson(tribe), await newPerson(tribe)];
  for (const path of [privacy, appearance, locale]) {
    expect((await tribe.client().get(path)).status).toBe(401);
    expect((await tribe.client().put(path, {})).status).toBe(401);
    for (const flaw of tokenFlaws) {
      const client = tribe.client({ token: tribe.tokens.sign({ user_id: person.id }, flaw) });
      expect((await client.put(path, {})).status).toBe(401);
    }
  }
  await other.put(privacy, { profile_visibility: 'everyone' });
  expect(
    (await other.put(privacy, { user_id: person.id, profile_visibility: 'everyone' })).status,
  ).toBe(422);
  expect((await person.get(privacy)).body).toMatchObject(defaultPrivacy);
});

test('refuses a deactivated account and an ended session with 401 and writes nothing', async () => {
  const [banned, gone] = [await newPerson(tribe), await newPerson(tribe)];
  await rowsOf(tribe, 'UPDATE users SET is_active = false WHERE id = $1', [banned.id]);
  await gone.post('/api/v1/auth/logout');
  for (const [path, body] of [
    [privacy, { profile_visibility: 'everyone' }],
    [appearance, { theme_mode: 'dark' }],
    [locale, { locale: 'fr' }],
  ] as const) {
    expect(await banned.put(path, body)).toMatchObject({
      status: 401,
      body: { code: 'ACCOUNT_INACTIVE' },
    });
    expect(await gone.put(path, body)).toMatchObject({
      status: 401,
      body: { code: 'SESSION_REVOKED' },
    });
    expect((await banned.get(path)).status).toBe(401);
  }
  expect(
    await rowsOf(tribe, 'SELECT 1 FROM user_settings WHERE user_id = ANY($1)', [
      [banned.id, gone.id],
    ]),
  ).toEqual([]);
});

describe('refuses an invalid body with 422 VALIDATION_FAILED and writes nothing', () => {
  test.each<[string, unknown]>([
    [privacy, {}],
    [privacy, { profile_visibility: 'nobody' }],
    [privacy, { profile_visibility: null }],
    [privacy, { profile_visibility: '__proto__' }],
    [privacy, { profile_visibility: 'everyone', privacy_level: 'public' }],
    [privacy, { online_status_visible: 'yes' }],
    [privacy, { online_status_visible: 1 }],
    [privacy, { calendar_visible_to_friends: 'friends' }],
    [privacy, { share_location: null }],
    [privacy, { share_location: { lat: -1.29, lon: 36.82 } }],
    [privacy, { who_can_send_friend_requests: ['everyone'] }],
    [privacy, { who_can_send_messages: 'friends_of_friends' }],
    [privacy, { theme_mode: 'dark' }],
    [privacy, [{ profile_visibility: 'everyone' }]],
    [appearance, {}],
    [appearance, { theme_mode: 'neon' }],
    [appearance, { theme_mode: 'dark', theme_preference: 'dark' }],
    [appearance, { accent_color: 'red' }],
    [appearance, { accent_color: '#FF6B6B;background:url(x)' }],
    [appearance, { accent_color: '#ff6b6b\n' }],
    [appearance, { font_size_multiplier: 0.49 }],
    [appearance, { font_size_multiplier: 3.01 }],
    [appearance, { font_size_multiplier: 1.001 }],
    [appearance, { font_size_multiplier: '1.0' }],
    [locale, {}],
    [locale, { timezone: 'Mars/Olympus' }],
    [locale, { timezone: '+03:00' }],
    [locale, { timezone: 'x'.repeat(10_000) }],
    [locale, { day_starts_at: '06:01' }],
    [locale, { day_starts_at: '24:00' }],
    [locale, { day_starts_at: '3:00' }],
    [locale, { locale: 'tlh' }],
    [locale, { quiet_hours: {} }],
    [locale, { quiet_hours: { start: '25:00' } }],
    [locale, { quiet_hours: { begin: '21:00' } }],
    [locale, { quiet_hours: null }],
  ])('%s %j', async (path, body) => {
    const brian = await tribe.person('brian');
    const before = await rowsOf(
      tribe,
      'SELECT (SELECT count(*) FROM user_settings) AS rows, (SELECT count(*) FROM outbox) AS events',
    );
    expect(await brian.put(path, body)).toMatchObject({
      status: 422,
      body: { code: 'VALIDATION_FAILED' },
    });
    expect(
      await rowsOf(
        tribe,
        'SELECT (SELECT count(*) FROM user_settings) AS rows, (SELECT count(*) FROM outbox) AS events',
      ),
    ).toEqual(before);
  });
});
