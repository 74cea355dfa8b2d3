import { type Person, type Tribe, startTribe } from '@tribe/testing';
import { identity } from '..';
import { claimsOf, newPerson, rowsOf } from '../identity.test-support';

const me = '/api/v1/users/me';
let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

let names = 0;
const unused = () => `name_${(++names).toString(36)}_${Date.now().toString(36)}`;

const stateOf = (person: Person) =>
  rowsOf(
    tribe,
    `SELECT full_name, username, username_key, bio, version,
            (SELECT count(*)::int FROM outbox WHERE entity_id = users.id) AS events FROM users WHERE id = $1`,
    [person.id],
  );

test('returns the account of the caller', async () => {
  const person = await newPerson(tribe);
  const { status, body, headers } = await person.get(me);
  expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
  expect(body).toEqual({
    id: person.id,
    email: person.email,
    username: person.username,
    full_name: person.fullName,
    bio: null,
    profile_image_url: null,
    cover_image_url: null,
    goals_achieved: 0,
    photos_shared: 0,
    is_verified: false,
    email_verified: false,
    is_active: true,
    last_seen_at: expect.any(String),
    created_at: expect.any(String),
    updated_at: expect.any(String),
  });
  expect((await person.get('/api/v1/users/profile')).body).toEqual(body);
});

test('last_seen_at is the time of the last refresh', async () => {
  const person = await newPerson(tribe);
  tribe.clock.advance(60_000);
  await tribe.client().post('/api/v1/auth/refresh', { refresh_token: person.refreshToken });
  const { body } = await person.get(me);
  expect(Date.parse(body.last_seen_at) - Date.parse(body.created_at)).toBeGreaterThanOrEqual(
    60_000,
  );
});

test.each(['put', 'patch'] as const)(
  '%s changes named fields, keeps omitted fields, and clears fields for null',
  async (method) => {
    const person = await newPerson(tribe);
    const username = unused();
    const first = await person[method](me, {
      full_name: '  Brian O.  ',
      bio: 'Line one\r\nline two 🎯',
    });
    expect(first).toMatchObject({
      status: 200,
      body: { full_name: 'Brian O.', username: person.username, bio: 'Line one\nline two 🎯' },
    });
    expect((await person[method](me, { username })).body).toMatchObject({
      full_name: 'Brian O.',
      username,
    });
    expect((await person[method](me, { bio: null })).body).toMatchObject({ username, bio: null });
    expect((await person.get(me)).body).toMatchObject({
      full_name: 'Brian O.',
      username,
      bio: null,
    });
    expect(await stateOf(person)).toMatchObject([
      { version: '4', username_key: username.toLowerCase() },
    ]);
  },
);

test('the deprecated path changes the same account and names its successor', async () => {
  const person = await newPerson(tribe);
  const { status, headers } = await person.put('/api/v1/users/profile', {
    full_name: 'Old Client',
  });
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    deprecation: expect.stringMatching(/^@\d+$/),
    link: '</api/v1/users/me>; rel="successor-version"',
  });
  expect((await person.get(me)).body.full_name).toBe('Old Client');
});

test('the next access token has the new username', async () => {
  const person = await newPerson(tribe);
  const username = unused();
  await person.put(me, { username });
  const { body } = await tribe
    .client()
    .post('/api/v1/auth/refresh', { refresh_token: person.refreshToken });
  expect(claimsOf(body.access_token).username).toBe(username);
});

test('refuses a taken username in any case with 409, and accepts a change of the case of the own username', async () => {
  const [person, other] = [await newPerson(tribe), await newPerson(tribe)];
  const before = await stateOf(person);
  const refused = await person.put(me, {
    full_name: 'Thief',
    username: other.username.toUpperCase(),
  });
  expect(refused).toMatchObject({ status: 409, body: { code: 'USERNAME_TAKEN' } });
  expect(await stateOf(person)).toEqual(before);
  expect(await person.put(me, { username: person.username.toUpperCase() })).toMatchObject({
    status: 200,
  });
});

test('gives a username to exactly one of several users who request it at the same time', async () => {
  const rivals = await Promise.all(Array.from({ length: 10 }, () => newPerson(tribe)));
  const username = unused();
  const answers = await Promise.all(rivals.map((rival) => rival.put(me, { username })));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(9).fill(409)]);
  expect(
    await rowsOf(tribe, 'SELECT 1 FROM users WHERE username_key = $1', [username]),
  ).toHaveLength(1);
});

test('refuses a deactivated account and an ended session with 401 and writes nothing', async () => {
  const [banned, gone] = [await newPerson(tribe), await newPerson(tribe)];
  await rowsOf(tribe, 'UPDATE users SET is_active = false WHERE id = $1', [banned.id]);
  await gone.post('/api/v1/auth/logout');
  for (const person of [banned, gone]) {
    const before = await stateOf(person);
    expect((await person.put(me, { full_name: 'Back' })).status).toBe(401);
    expect((await person.get(me)).status).toBe(401);
    expect(await stateOf(person)).toEqual(before);
  }
});

describe('refuses an invalid body with 422 VALIDATION_FAILED and writes nothing', () => {
  test.each<[string, unknown]>([
    ['an empty object', {}],
    ['a list', []],
    ['a name that is only spaces', { full_name: '  ' }],
    ['a name that is too long', { full_name: 'x'.repeat(101) }],
    ['a name with an escape sequence', { full_name: '\u001b[2Jroot' }],
    ['a name that is null', { full_name: null }],
    ['a username that is null', { username: null }],
    ['a username with a space', { username: 'brian okuku' }],
    ['a username that looks like another', { username: 'brіanokuku' }],
    ['a reserved username', { username: 'Admin' }],
    ['a bio that is too long', { bio: 'x'.repeat(501) }],
    ['a bio with a bell', { bio: 'ding\u0007' }],
    ['a bio that is a list', { bio: ['x'] }],
    ['email_verified', { email_verified: true }],
    ['is_active', { is_active: false }],
    ['goals_achieved', { goals_achieved: 99 }],
    ['another id', { id: '0190163d-8694-739b-aea5-966c26f8ad91', full_name: 'X' }],
    ['a version', { version: 99, full_name: 'X' }],
    ['roles', { roles: ['admin'], full_name: 'X' }],
  ])('%s', async (_what, body) => {
    const brian = await tribe.person('brian');
    const before = await stateOf(brian);
    expect(await brian.put(me, body)).toMatchObject({
      status: 422,
      body: { code: 'VALIDATION_FAILED' },
    });
    expect(await stateOf(brian)).toEqual(before);
  });
});
