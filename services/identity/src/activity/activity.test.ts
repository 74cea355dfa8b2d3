import { Purges } from '@tribe/jobs';
import { dayMs } from '@tribe/service-kit';
import { type ApiClient, type Person, type Tribe, startTribe } from '@tribe/testing';
import { identity } from '..';
import { newPerson, rowsOf, sessionIdOf } from '../identity.test-support';
import { Climber } from '../second-factor/second-factor.test-support';

const path = '/api/v1/users/me/activity';
let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

const logOf = async (api: ApiClient) => (await api.get(`${path}?limit=100`)).body.activities;
const typesOf = async (api: ApiClient): Promise<string[]> =>
  (await logOf(api)).map(({ activity_type }: { activity_type: string }) => activity_type);
const logIn = async ({ email, password }: Person, headers = {}) =>
  (
    await tribe
      .client()
      .post(
        '/api/v1/auth/login',
        { email, password, device_info: { device_type: 'ios' } },
        { headers },
      )
  ).body;

test('lists the activities of the caller, newest first', async () => {
  const person = await newPerson(tribe);
  const { access_token: token } = await logIn(person, {
    'user-agent': 'Tribe/1.0 (iOS)',
    'x-forwarded-for': '203.0.113.9',
  });
  expect(await logOf(person)).toEqual([
    {
      id: expect.any(String),
      activity_type: 'login',
      description: 'Logged in',
      metadata: { device_type: 'ios' },
      ip_address: '203.0.113.9',
      user_agent: 'Tribe/1.0 (iOS)',
      created_at: expect.any(String),
    },
    expect.objectContaining({
      activity_type: 'registered',
      description: 'Opened the account',
      metadata: {},
    }),
  ]);
  expect(await typesOf(tribe.client({ token }))).toEqual(['login', 'registered']);
});

test('records security-relevant changes of an account in the order in which they happened', async () => {
  const person = await newPerson(tribe);
  const other = await logIn(person);
  const sid = sessionIdOf(other.access_token);
  const username = `renamed_${Date.now().toString(36)}`;
  await person.put('/api/v1/settings/privacy', { profile_visibility: 'private' });
  await person.put('/api/v1/settings/appearance', { theme_mode: 'dark' });
  await person.put('/api/v1/settings/locale', { locale: 'sw' });
  await person.patch('/api/v1/users/me', { bio: 'Runs at dawn' });
  await person.patch('/api/v1/users/me', { username });
  await person.patch(`/api/v1/auth/sessions/${sid}`, { name: 'Phone' });
  await person.delete(`/api/v1/auth/sessions/${sid}`);
  await logIn(person);
  await person.delete('/api/v1/auth/sessions');
  const changed = await person.post('/api/v1/auth/change-password', {
    current_password: person.password,
    new_password: 'Nairobi by night train',
    confirm_password: 'Nairobi by night train',
  });
  expect(changed.status).toBe(204);
  const log = (await logOf(person)).toReversed();
  expect(
    log.map(({ activity_type, metadata }: Record<string, unknown>) => [activity_type, metadata]),
  ).toEqual([
    ['registered', {}],
    ['login', { device_type: 'ios' }],
    ['privacy_changed', { changed: ['profileVisibility'] }],
    ['appearance_changed', { changed: ['themeMode'] }],
    ['locale_changed', { changed: ['locale'] }],
    ['profile_changed', { changed: ['bio'] }],
    ['username_changed', { from: person.username, to: username }],
    ['session_renamed', { session_id: sid, name: 'Phone' }],
    ['session_ended', { session_id: sid }],
    ['login', { device_type: 'ios' }],
    ['sessions_ended', { count: 1 }],
    ['password_changed', { sessions_ended: 0 }],
  ]);
  expect(JSON.stringify(log)).not.toContain('Nairobi by night');
});

test('records the reuse of a refresh token once', async () => {
  const person = await newPerson(tribe);
  const refresh = () =>
    tribe.client().post('/api/v1/auth/refresh', { refresh_token: person.refreshToken });
  await refresh();
  tribe.clock.advance(61_000);
  expect((await refresh()).status).toBe(401);
  await refresh();
  const { access_token: token } = await logIn(person);
  expect(await typesOf(tribe.client({ token }))).toEqual([
    'login',
    'refresh_token_reused',
    'registered',
  ]);
});

test('records a logout once, and no failed logins', async () => {
  const person = await newPerson(tribe);
  await tribe
    .client()
    .post('/api/v1/auth/login', { email: person.email, password: 'wrong password' });
  await person.post('/api/v1/auth/logout');
  await person.post('/api/v1/auth/logout');
  const { access_token: token } = await logIn(person);
  expect(await typesOf(tribe.client({ token }))).toEqual(['login', 'logout', 'registered']);
});

test('records adding, using and removing a second factor without its codes and secret', async () => {
  const climber = await Climber.withApp(tribe);
  const { body } = await climber.finish(await climber.challenge(), climber.nextCode());
  const api = tribe.client({ token: body.access_token });
  await api.post('/api/v1/auth/second-factor/recovery-codes');
  await api.delete('/api/v1/auth/second-factor');
  const log = await logOf(api);
  expect(log.map(({ activity_type }: { activity_type: string }) => activity_type)).toEqual([
    'second_factor_removed',
    'recovery_codes_renewed',
    'login',
    'second_factor_enabled',
    'registered',
  ]);
  expect(log[2].metadata).toEqual({ second_factor: true });
});

test('records no activity for refused requests', async () => {
  const [person, other] = [await newPerson(tribe), await newPerson(tribe)];
  await person.put('/api/v1/users/me', { username: other.username });
  await person.put('/api/v1/settings/privacy', { profile_visibility: 'nobody' });
  await person.delete('/api/v1/auth/sessions/0190163d-8694-739b-aea5-966c26f8ad91');
  await person.post('/api/v1/auth/change-password', {
    current_password: 'wrong password',
    new_password: 'Nairobi by night train',
    confirm_password: 'Nairobi by night train',
  });
  expect(await typesOf(person)).toEqual(['registered']);
});

test('pages by cursor and refuses a cursor of another user with 400 CURSOR_INVALID', async () => {
  const [person, other] = [await newPerson(tribe), await newPerson(tribe)];
  for (const theme_mode of ['dark', 'light', 'dark'])
    await person.put('/api/v1/settings/appearance', { theme_mode });
  const first = (await person.get(`${path}?limit=3`)).body;
  expect(first.pagination).toMatchObject({ total: 4, has_more: true });
  const cursor = first.pagination.next_cursor;
  expect((await person.get(`${path}?limit=3&cursor=${cursor}`)).body.activities).toMatchObject([
    { activity_type: 'registered' },
  ]);
  const foreign = await other.get(`${path}?limit=3&cursor=${cursor}`);
  expect(foreign).toMatchObject({ status: 400, body: { code: 'CURSOR_INVALID' } });
});

test('refuses a request without an open session, and a request for the activities of another user', async () => {
  const [person, gone] = [await newPerson(tribe), await newPerson(tribe)];
  await gone.post('/api/v1/auth/logout');
  expect((await tribe.client().get(path)).status).toBe(401);
  expect((await gone.get(path)).status).toBe(401);
  expect((await person.get(`${path}?user_id=${gone.id}`)).status).toBe(422);
  expect(await logOf(person)).toHaveLength(1);
});

test('shortens the user agent and strips its control characters', async () => {
  const person = await newPerson(tribe);
  await logIn(person, {
    'user-agent': `evil\tagent ${'x'.repeat(2_000)}`,
    'x-forwarded-for': 'not an address',
  });
  const [entry] = await logOf(person);
  expect(entry.user_agent).toMatch(/^evilagent x{502}$/);
});

test('purges activities after 180 days', async () => {
  const person = await newPerson(tribe);
  await person.put('/api/v1/settings/appearance', { theme_mode: 'dark' });
  const age = (days: number, type: string) =>
    rowsOf(
      tribe,
      `UPDATE user_activities SET created_at = $3 WHERE user_id = $1 AND activity_type = $2`,
      [person.id, type, new Date(tribe.clock.now().getTime() - days * dayMs)],
    );
  await age(181, 'registered');
  await age(179, 'appearance_changed');
  await tribe.service('identity').app.get(Purges).run();
  expect(await typesOf(person)).toEqual(['appearance_changed']);
});
