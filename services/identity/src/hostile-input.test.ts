import { type Person, type Tribe, startTribe } from '@tribe/testing';
import { identity } from '.';
import { rowsOf } from './identity.test-support';

let tribe: Tribe;
let alvin: Person;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
  alvin = await tribe.person('alvin');
});
afterAll(() => tribe.stop());

const registration = {
  email: 'mallory@example.com',
  username: 'mallory',
  full_name: 'Mallory',
  password: 'SecurePass123!',
  confirm_password: 'SecurePass123!',
};
const login = { email: 'mallory@example.com', password: 'SecurePass123!' };
const refresh = { refresh_token: 'x.y.z' };

const change = {
  current_password: 'SecurePass123!',
  new_password: 'Nairobi by night train',
  confirm_password: 'Nairobi by night train',
};

const changePath = '/api/v1/auth/change-password';
const register = '/api/v1/auth/register';
const logIn = '/api/v1/auth/login';
const refreshPath = '/api/v1/auth/refresh';

/** Invalid values for a field that takes a short text. */
const badText = {
  missing: undefined,
  null: null,
  'a number': 7,
  'a list': ['x'],
  'an object': { $ne: null },
  empty: '',
  'a NUL': 'mall\0ory@example.com',
  'half a surrogate pair': '\ud800@example.com',
  huge: `${'x'.repeat(100_000)}@example.com`,
};

function breakEach<T extends object>(path: string, good: T): [string, string, unknown][] {
  return Object.keys(good).flatMap((field) =>
    Object.entries(badText).map(([what, value]): [string, string, unknown] => [
      `${field}: ${what}`,
      path,
      { ...good, [field]: value },
    ]),
  );
}

const cases: [string, string, unknown][] = [
  ...breakEach(register, registration),
  ...breakEach(logIn, login),
  ...breakEach(refreshPath, refresh),
  ...breakEach(changePath, change),
  ['email: not an address', register, { ...registration, email: 'mallory' }],
  ['email: two addresses', register, { ...registration, email: 'a@example.com,b@example.com' }],
  ['email: a header', register, { ...registration, email: 'a@example.com\r\nBcc: b@example.com' }],
  ['username: SQL', register, { ...registration, username: "x'; DROP TABLE users; --" }],
  ['username: letters that look alike', register, { ...registration, username: 'mаllory' }],
  ['username: too short', register, { ...registration, username: 'ab' }],
  ['username: too long', register, { ...registration, username: 'a'.repeat(51) }],
  ['full_name: only spaces', register, { ...registration, full_name: '   ' }],
  ['full_name: an escape sequence', register, { ...registration, full_name: '\u001b[2Jroot' }],
  ['full_name: too long', register, { ...registration, full_name: 'a'.repeat(101) }],
  ['an unknown field', register, { ...registration, is_verified: true, email_verified: true }],
  ['an unknown field', logIn, { ...login, is_admin: true }],
  ['an unknown field', refreshPath, { ...refresh, user_id: 'x' }],
  ['device_info: a text', logIn, { ...login, device_info: 'ios' }],
  [
    'device_info: an unknown field',
    logIn,
    { ...login, device_info: { device_type: 'ios', jailbroken: true } },
  ],
  ['device_info: a NUL', logIn, { ...login, device_info: { device_id: 'a\0b' } }],
  ['device_info: too long', logIn, { ...login, device_info: { device_id: 'x'.repeat(256) } }],
  ...[register, logIn, refreshPath, changePath].flatMap((path): [string, string, unknown][] => [
    ['no body', path, undefined],
    ['a list', path, []],
    ['a text', path, '"text"'],
    ['null', path, 'null'],
    ['broken JSON', path, '{"email":'],
    ['deep JSON', path, `{"email":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
    ['a poisoned key', path, '{"__proto__":{"is_admin":true}}'],
    ['too large', path, `{"email":"${'x'.repeat(1_000_000)}"}`],
  ]),
];

test.each(cases)(
  'refuses %s at %s with a 4xx problem and writes nothing',
  async (_what, path, body) => {
    const before = await countRows();
    const answer = await (path === changePath ? alvin : tribe.client()).request('POST', path, body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({
      status: answer.status,
      code: expect.stringMatching(/^[A-Z_]+$/),
    });
    expect(JSON.stringify(answer.body)).not.toContain('SecurePass123!');
    expect(await countRows()).toEqual(before);
  },
);

test.each([
  '1',
  'me;DROP TABLE users',
  '%27%20OR%201=1--',
  '%00',
  '..%2f..%2fetc',
  'x'.repeat(3_000),
  '%ff',
])('refuses the user id %s with a 4xx problem', async (id) => {
  const answer = await alvin.get(`/api/v1/users/${id}`);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(answer.body).toMatchObject({ code: expect.any(String) });
});

test('stores markup, quotes and emoji in a name as plain text', async () => {
  const fullName = `<script>alert(1)</script> "O'Neil" 🌍 李`;
  const { status, body } = await tribe
    .client()
    .post(register, { ...registration, full_name: fullName });
  expect(status).toBe(201);
  expect(body.user.full_name).toBe(fullName);
});

async function countRows() {
  const rows = await rowsOf(
    tribe,
    `SELECT (SELECT count(*) FROM users) AS users, (SELECT count(*) FROM sessions) AS sessions,
            (SELECT count(*) FROM refresh_tokens) AS tokens, (SELECT count(*) FROM outbox) AS events`,
  );
  return rows[0];
}
