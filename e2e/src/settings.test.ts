import { eventually, type Person, startTribe, type Tribe } from '@tribe/testing';
import { allServices } from './all-services';

const path = '/api/v1/settings';
let tribe: Tribe;
let brian: Person;
beforeAll(async () => {
  tribe = await startTribe({ services: allServices });
  brian = await tribe.person('brian');
});
afterAll(() => tribe.stop());

const privacy = {
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

test('all settings can be read and updated with one endpoint', async () => {
  const { status, body } = await brian.get(path);
  expect({ status, body }).toMatchObject({
    status: 200,
    body: {
      user_id: brian.id,
      privacy,
      appearance: { theme_mode: 'system', accent_color: '#FF6B6B', font_size_multiplier: 1 },
      notifications: {
        push_enabled: true,
        email_enabled: false,
        goal_reminders: true,
        friend_requests: true,
        messages: true,
        achievements: true,
      },
      unavailable: [],
    },
  });
  const change = {
    privacy: { profile_visibility: 'public' },
    notifications: { email_enabled: true },
  };
  const changed = await brian.put(path, change);
  expect(changed).toMatchObject({
    status: 200,
    body: {
      user_id: brian.id,
      privacy: { ...privacy, profile_visibility: 'everyone', updated_at: expect.any(String) },
      notifications: { email_enabled: true, updated_at: expect.any(String) },
    },
  });
  expect(await brian.get(path)).toMatchObject({
    status: 200,
    body: {
      privacy: { profile_visibility: 'everyone' },
      notifications: { email_enabled: true },
    },
  });
  expect(await brian.get('/api/v1/notifications/preferences')).toMatchObject({
    status: 200,
    body: { email_enabled: true },
  });
});

test('an invalid field has a pointer from the root, and the other section is saved', async () => {
  const { status, body } = await brian.put(path, {
    appearance: { theme_mode: 'neon' },
    locale: { locale: 'sw' },
  });
  expect(status).toBe(422);
  expect(body).toMatchObject({
    code: 'VALIDATION_FAILED',
    saved: ['locale'],
    not_saved: ['appearance'],
  });
  expect(body.errors[0].pointer).toBe('/appearance/theme_mode');
  expect((await brian.get(path)).body).toMatchObject({
    appearance: { theme_mode: 'system' },
    locale: { locale: 'sw' },
  });
});

test('the other settings are returned while notifications is unavailable', async () => {
  await tribe.stopService('notifications');
  const { status, body } = await brian.get(path);
  expect([status, body.notifications, body.unavailable]).toEqual([200, null, ['notifications']]);
  expect(body.privacy).toMatchObject({ who_can_send_messages: 'friends_only' });
  await tribe.startService('notifications');
  await eventually(async () => (await brian.get(path)).body.unavailable.length === 0);
});

test('a session that was logged out is refused', async () => {
  const gone = await tribe.person('gone');
  await gone.post('/api/v1/auth/logout');
  // Identity refuses immediately and the gateway after the event; notifications does not check sessions.
  const refused = async () =>
    (await gone.put(path, { notifications: { push_enabled: false } })).body.code;
  await eventually(async () => (await refused()) === 'SESSION_REVOKED');
  expect((await gone.get(path)).body.code).toBe('SESSION_REVOKED');
});
