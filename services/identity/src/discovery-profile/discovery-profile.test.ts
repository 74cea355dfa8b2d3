import { type Person, type Tribe, startTribe, tokenFlaws } from '@tribe/testing';
import { identity } from '..';
import { newPerson, rowsOf } from '../identity.test-support';

const path = '/api/v1/users/preferences';
let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

const year = () => tribe.clock.now().getUTCFullYear();
const bornToBe = (age: number) => ({ birth_year: year() - age });
const nothing = {
  birth_year: null,
  age: null,
  location_neighborhood: null,
  preferences: [],
  updated_at: null,
};
const updated_at = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
const music = {
  category: 'Music',
  preference_score: 0.9,
  price_sensitivity: 0.25,
  social_preference: 1,
};
const anywhere = { neighborhood: null, time_preference: null };

const stateOf = ({ id }: Person) =>
  rowsOf(
    tribe,
    `SELECT (SELECT to_jsonb(p) FROM discovery_profiles p WHERE user_id = $1) AS profile,
            (SELECT jsonb_agg(p) FROM discovery_preferences p WHERE user_id = $1) AS preferences,
            (SELECT count(*)::int FROM user_activities WHERE user_id = $1) AS activities,
            (SELECT count(*)::int FROM outbox) AS events`,
    [id],
  );

test('returns an empty profile for a user who never saved one', async () => {
  expect(await (await newPerson(tribe)).get(path)).toMatchObject({ status: 200, body: nothing });
});

test('saves named fields, keeps omitted fields, and clears fields for null and an empty text', async () => {
  const person = await newPerson(tribe);
  const first = await person.put(path, {
    ...bornToBe(30),
    location_neighborhood: '  Harlem ',
    preferences: [music],
  });
  const said = {
    ...bornToBe(30),
    age: 30,
    location_neighborhood: 'Harlem',
    preferences: [{ ...music, ...anywhere }],
  };
  expect([first.status, first.body]).toEqual([200, { ...said, updated_at }]);
  expect((await person.put(path, { location_neighborhood: 'Astoria' })).body).toEqual({
    ...said,
    location_neighborhood: 'Astoria',
    updated_at,
  });
  await person.put(path, { location_neighborhood: '' });
  expect((await person.put(path, { birth_year: null })).body).toEqual({
    ...nothing,
    preferences: said.preferences,
    updated_at,
  });
  expect((await person.put(path, { preferences: [] })).body).toEqual({ ...nothing, updated_at });
  expect((await person.get(path)).body).toEqual({ ...nothing, updated_at });
});

test('keeps the order of the preferences and completes omitted scores with one half', async () => {
  const person = await newPerson(tribe);
  const list = [
    { category: 'Food', neighborhood: 'Astoria', time_preference: 'evening' },
    { category: 'Food', time_preference: 'morning', preference_score: 0 },
    { category: 'Art' },
  ];
  await person.put(path, { preferences: [music] });
  const half = { preference_score: 0.5, price_sensitivity: 0.5, social_preference: 0.5 };
  const { status, body } = await person.put(path, { preferences: list });
  expect(status).toBe(200);
  expect(body.preferences).toEqual([
    { ...half, ...list[0] },
    { ...half, ...anywhere, ...list[1] },
    { ...half, ...anywhere, ...list[2] },
  ]);
  expect((await person.get(path)).body.preferences).toEqual(body.preferences);
});

test('computes the age in the time zone of the user and checks it only when the year of birth changes', async () => {
  tribe.clock.advance(Date.UTC(year() + 1, 5, 1) - tribe.clock.now().getTime());
  const person = await newPerson(tribe);
  await person.put('/api/v1/settings/locale', { timezone: 'Pacific/Kiritimati' });
  await person.put(path, bornToBe(50));
  const newYear = Date.UTC(year() + 1, 0, 1);
  // There the new year begins fourteen hours earlier.
  tribe.clock.advance(newYear - tribe.clock.now().getTime() - 13 * 3_600_000);
  const later = await person.logIn();
  const birthYear = year() - 50;
  expect((await later.get(path)).body).toMatchObject({ birth_year: birthYear, age: 51 });
  expect((await later.put(path, { location_neighborhood: 'Harlem' })).body).toMatchObject({
    age: 51,
  });
  expect((await later.put(path, { birth_year: birthYear })).status).toBe(422);
  await later.put('/api/v1/settings/locale', { timezone: 'America/New_York' });
  expect((await later.get(path)).body.age).toBe(50);
  expect((await later.put(path, { birth_year: birthYear })).status).toBe(200);
});

test.each([17, 51])('refuses the age %i with 422 and writes nothing', async (age) => {
  const person = await newPerson(tribe);
  const before = await stateOf(person);
  const { status, body } = await person.put(path, {
    ...bornToBe(age),
    location_neighborhood: 'Harlem',
  });
  expect([status, body.code]).toEqual([422, 'AGE_NOT_ALLOWED']);
  expect(body.errors).toEqual([
    {
      pointer: '/birth_year',
      message: `must be from ${year() - 50} to ${year() - 18}: discovery is for people from 18 to 50`,
    },
  ]);
  expect(await stateOf(person)).toEqual(before);
});

test.each([18, 50])('accepts the age %i', async (age) => {
  expect((await (await newPerson(tribe)).put(path, bornToBe(age))).body).toMatchObject({ age });
});

test('the tables refuse ages and scores out of range, and repeated preferences', async () => {
  const { id } = await newPerson(tribe);
  const profile = 'INSERT INTO discovery_profiles VALUES ($1, $2, $3, NULL, now())';
  await expect(rowsOf(tribe, profile, [id, 2009, 2026])).rejects.toThrow('discovery_profiles_age');
  await expect(rowsOf(tribe, profile, [id, 1975, 2026])).rejects.toThrow('discovery_profiles_age');
  await expect(rowsOf(tribe, profile, [id, 1990, null])).rejects.toThrow(
    'discovery_profiles_birth_year_dated',
  );
  await rowsOf(tribe, profile, [id, 1990, 2026]);
  const preference = `INSERT INTO discovery_preferences (user_id, position, category, preference_score) VALUES ($1, $2, 'Art', $3)`;
  await expect(rowsOf(tribe, preference, [id, 0, 1.01])).rejects.toThrow(
    'discovery_preferences_scores',
  );
  await rowsOf(tribe, preference, [id, 0, 1]);
  await expect(rowsOf(tribe, preference, [id, 1, 1])).rejects.toThrow(
    'discovery_preferences_once_key',
  );
});

test('keeps one complete list of preferences when several are saved at the same time', async () => {
  const person = await newPerson(tribe);
  const lists = Array.from({ length: 8 }, (_, n) =>
    Array.from({ length: n + 1 }, (_item, i) => ({ category: `Kind ${n} ${i}` })),
  );
  const answers = await Promise.all(lists.map((preferences) => person.put(path, { preferences })));
  expect(answers.map(({ status }) => status)).toEqual(lists.map(() => 200));
  const { body } = await person.get(path);
  const kept = body.preferences.map(({ category }: { category: string }) => category);
  expect(lists.map((list) => list.map(({ category }) => category))).toContainEqual(kept);
});

test('is visible to its owner only, and in no event and no profile', async () => {
  const [person, other] = [await newPerson(tribe), await newPerson(tribe)];
  const [before] = await rowsOf(tribe, 'SELECT count(*)::int AS events FROM outbox');
  await person.put(path, {
    ...bornToBe(30),
    location_neighborhood: 'Secret Garden',
    preferences: [music],
  });
  expect(await rowsOf(tribe, 'SELECT count(*)::int AS events FROM outbox')).toEqual([before]);
  expect((await other.get(path)).body).toEqual(nothing);
  for (const place of [`/api/v1/users/${person.id}`, '/api/v1/auth/me'])
    expect(JSON.stringify((await person.get(place)).body)).not.toMatch(
      /Secret Garden|birth_year|"age"/,
    );
  expect((await other.get(`${path}?user_id=${person.id}`)).body).not.toMatchObject({ age: 30 });
  expect((await tribe.client().get(path)).status).toBe(401);
  for (const flaw of tokenFlaws) {
    const client = tribe.client({ token: tribe.tokens.sign({ user_id: person.id }, flaw) });
    expect([
      (await client.get(path)).status,
      (await client.put(path, { birth_year: null })).status,
    ]).toEqual([401, 401]);
  }
  expect((await person.get(path)).body).toMatchObject({ age: 30 });
});

test('refuses a deactivated account and an ended session with 401 and writes nothing', async () => {
  const [banned, gone] = [await newPerson(tribe), await newPerson(tribe)];
  await rowsOf(tribe, 'UPDATE users SET is_active = false WHERE id = $1', [banned.id]);
  await gone.post('/api/v1/auth/logout');
  for (const person of [banned, gone]) {
    const before = await stateOf(person);
    expect((await person.put(path, { location_neighborhood: 'Harlem' })).status).toBe(401);
    expect((await person.get(path)).status).toBe(401);
    expect(await stateOf(person)).toEqual(before);
  }
});

test('records the names of the changed fields, not their values', async () => {
  const person = await newPerson(tribe);
  await person.put(path, { ...bornToBe(30), preferences: [music] });
  const { activities } = (await person.get('/api/v1/users/me/activity?limit=1')).body;
  expect(activities).toMatchObject([
    {
      activity_type: 'discovery_profile_changed',
      metadata: { changed: ['birth_year', 'preferences'] },
    },
  ]);
});

test('is deleted with the account', async () => {
  const person = await newPerson(tribe);
  await person.put(path, { preferences: [music] });
  await rowsOf(tribe, 'DELETE FROM users WHERE id = $1', [person.id]);
  expect(await stateOf(person)).toMatchObject([{ profile: null, preferences: null }]);
});

const many = (length: number) => Array.from({ length }, (_, n) => ({ category: `Kind ${n}` }));

test('accepts fifty preferences', async () => {
  expect(
    (await (await newPerson(tribe)).put(path, { preferences: many(50) })).body.preferences,
  ).toHaveLength(50);
});

test('refuses a repeated preference with 422 PREFERENCE_REPEATED and writes nothing', async () => {
  const brian = await tribe.person('brian');
  const before = await stateOf(brian);
  const preferences = [music, { ...music, category: ' music ' }];
  expect(await brian.put(path, { preferences })).toMatchObject({
    status: 422,
    body: { code: 'PREFERENCE_REPEATED', errors: [{ pointer: '/preferences/1' }] },
  });
  expect(await stateOf(brian)).toEqual(before);
});

describe('refuses an invalid body with 422 VALIDATION_FAILED and writes nothing', () => {
  const withMusic = (change: object) => ({ preferences: [{ ...music, ...change }] });
  test.each<[string, unknown]>([
    ['an empty object', {}],
    ['a list', []],
    ['an age', { age: 30 }],
    ['a field of the discovery service', { ml_preference_vector: [0.1] }],
    [
      'the id of another user',
      { user_id: '0190163d-8694-739b-aea5-966c26f8ad91', birth_year: 1996 },
    ],
    ['a year that is a text', { birth_year: '1996' }],
    ['half a year', { birth_year: 1996.5 }],
    ['a year out of range', { birth_year: 1e9 }],
    ['a neighbourhood that is too long', { location_neighborhood: 'x'.repeat(101) }],
    ['a neighbourhood with a NUL', { location_neighborhood: 'Har\0lem' }],
    ['a neighbourhood of two lines', { location_neighborhood: 'Harlem\nAstoria' }],
    ['preferences that are null', { preferences: null }],
    ['a preference that is a text', { preferences: ['Music'] }],
    ['too many preferences', { preferences: many(51) }],
    ['an empty category', withMusic({ category: '  ' })],
    ['a category that is too long', withMusic({ category: 'x'.repeat(51) })],
    ['a category with an escape sequence', withMusic({ category: '\u001b[2J' })],
    ['a score above one', withMusic({ preference_score: 1.01 })],
    ['a score below zero', withMusic({ social_preference: -0.01 })],
    ['a score with three decimals', withMusic({ price_sensitivity: 0.001 })],
    ['a score that is a text', withMusic({ preference_score: '0.5' })],
    ['an unknown time of the day', withMusic({ time_preference: 'noon' })],
    ['an unknown field', withMusic({ position: 3 })],
  ])('%s', async (_what, body) => {
    const brian = await tribe.person('brian');
    const before = await stateOf(brian);
    expect(await brian.put(path, body)).toMatchObject({
      status: 422,
      body: { code: 'VALIDATION_FAILED' },
    });
    expect(await stateOf(brian)).toEqual(before);
  });
});
