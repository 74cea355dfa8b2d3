import { fromBinary } from '@bufbuild/protobuf';
import { UserRegisteredSchema } from '@tribe/contracts';
import { type Tribe, startTribe } from '@tribe/testing';
import { identity } from '..';
import { rowsOf } from '../identity.test-support';

const path = '/api/v1/auth/register';
const brian = {
  email: 'brian.okuku@example.com',
  username: 'brianokuku',
  full_name: 'Brian Okuku',
  password: 'SecurePass123!',
  confirm_password: 'SecurePass123!',
};

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity], env: { PASSWORD_HASH_KIB: '47104' } });
});
afterAll(() => tribe.stop());

let users = 0;
const newUser = () => ({
  ...brian,
  email: `person${++users}@example.com`,
  username: `person${users}`,
});

test.each(['\u200B', '\u2060\uFEFF', '\u202Eukuko nairB', '\u00AD', '\u3164', '\u2800'])(
  'refuses the name %j, which is invisible or changes the direction of the text around it',
  async (full_name) => {
    const { status, body } = await tribe.client().post('/api/v1/auth/register', {
      email: 'unseen@example.com',
      username: 'unseen',
      full_name,
      password: 'Kilimanjaro at 7',
      confirm_password: 'Kilimanjaro at 7',
    });
    expect([status, body.code, body.errors?.[0]?.pointer]).toEqual([
      422,
      'VALIDATION_FAILED',
      '/full_name',
    ]);
  },
);

test('returns the new user and their tokens', async () => {
  const { status, body } = await tribe.client().post(path, brian);
  expect(status).toBe(201);
  expect(body).toEqual({
    user: {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      email: 'brian.okuku@example.com',
      username: 'brianokuku',
      full_name: 'Brian Okuku',
      profile_image_url: null,
      email_verified: false,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    },
    access_token: expect.any(String),
    refresh_token: expect.any(String),
    token_type: 'bearer',
    expires_in: 3600,
  });
});

test('the tokens have the claims that verifiers need, without the e-mail address', async () => {
  const body = newUser();
  const { body: answer } = await tribe.client().post(path, body);
  const [accessHeader, access] = decode(answer.access_token);
  const [refreshHeader, refresh] = decode(answer.refresh_token);
  expect(accessHeader).toEqual({ alg: 'ES256', kid: expect.any(String), typ: 'at+jwt' });
  expect(access).toEqual({
    type: 'access',
    user_id: answer.user.id,
    username: body.username,
    sid: expect.any(String),
    iss: 'https://tribe.app',
    aud: 'tribe-api',
    sub: answer.user.id,
    iat: expect.any(Number),
    exp: access.iat + 3600,
  });
  expect(refreshHeader).toEqual({ alg: 'ES256', kid: accessHeader.kid, typ: 'rt+jwt' });
  expect(refresh).toEqual({
    type: 'refresh',
    user_id: answer.user.id,
    token_id: expect.any(String),
    sid: access.sid,
    iss: 'https://tribe.app',
    aud: 'tribe-refresh',
    iat: expect.any(Number),
    exp: expect.any(Number),
  });
  // The session was opened just before its token was made: a second may have begun in between.
  expect([0, 1]).toContain(refresh.iat + 30 * 86_400 - refresh.exp);
});

test('stores the password only as an argon2id hash', async () => {
  const { body } = await tribe.client().post(path, newUser());
  const [credential] = await rowsOf(tribe, 'SELECT * FROM credentials WHERE user_id = $1', [
    body.user.id,
  ]);
  expect(credential).toMatchObject({
    kind: 'password',
    secret_hash: expect.stringMatching(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$/),
  });
  const everything = await rowsOf(
    tribe,
    `SELECT row_to_json(u)::text || row_to_json(s)::text || row_to_json(r)::text AS text
    FROM users u JOIN sessions s ON s.user_id = u.id JOIN refresh_tokens r ON r.session_id = s.id WHERE u.id = $1`,
    [body.user.id],
  );
  expect(everything).toHaveLength(1);
  expect(everything[0].text).not.toContain(brian.password);
  expect(everything[0].text).not.toContain(body.refresh_token.split('.')[2]);
});

test('publishes one UserRegistered event with the card', async () => {
  const person = newUser();
  const { body } = await tribe.client().post(path, person);
  const events = await rowsOf(tribe, 'SELECT * FROM outbox WHERE entity_id = $1', [body.user.id]);
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({
    subject: 'tribe.identity.user.registered.v1',
    entity_version: '1',
  });
  expect(fromBinary(UserRegisteredSchema, events[0].payload).user).toMatchObject({
    id: body.user.id,
    username: person.username,
    fullName: 'Brian Okuku',
  });
});

test('refuses a taken e-mail address in any case with 409 EMAIL_TAKEN', async () => {
  const person = newUser();
  const { body } = await tribe
    .client()
    .post(path, { ...person, email: ` ${person.email.toUpperCase()} ` });
  expect(body.user.email).toBe(person.email);
  const again = await tribe.client().post(path, { ...person, username: 'another_name' });
  expect(again).toMatchObject({ status: 409, body: { code: 'EMAIL_TAKEN' } });
});

test('refuses a taken username in any case with 409 USERNAME_TAKEN, and keeps the case of the first', async () => {
  const { body } = await tribe.client().post(path, { ...newUser(), username: 'Grace.Hopper_1' });
  expect(body.user.username).toBe('Grace.Hopper_1');
  const again = await tribe.client().post(path, { ...newUser(), username: 'grace.hopper_1' });
  expect(again).toMatchObject({ status: 409, body: { code: 'USERNAME_TAKEN' } });
});

test('accepts one of several requests for the same address or username at the same time', async () => {
  const sameEmail = newUser().email;
  const sameName = newUser().username;
  const contenders = [
    ...Array.from({ length: 8 }, () => ({ ...newUser(), email: sameEmail })),
    ...Array.from({ length: 8 }, () => ({ ...newUser(), username: sameName })),
  ];
  const answers = await Promise.all(contenders.map((body) => tribe.client().post(path, body)));
  expect(answers.slice(0, 8).filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.slice(8).filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.filter(({ body }) => body.code === 'EMAIL_TAKEN')).toHaveLength(7);
  expect(answers.filter(({ body }) => body.code === 'USERNAME_TAKEN')).toHaveLength(7);
  expect(
    await rowsOf(tribe, 'SELECT id FROM users WHERE email = $1 OR username_key = $2', [
      sameEmail,
      sameName,
    ]),
  ).toHaveLength(2);
});

test('refuses a weak password with 422 PASSWORD_TOO_WEAK and the reason', async () => {
  const weak = (password: string) =>
    tribe.client().post(path, { ...newUser(), password, confirm_password: password });
  expect(await weak('password123')).toMatchObject({
    status: 422,
    body: {
      code: 'PASSWORD_TOO_WEAK',
      detail: expect.stringMatching(/commonly used|most used/),
      errors: [{ pointer: '/password' }],
    },
  });
  expect(await weak('brianokuku1')).toMatchObject({
    status: 422,
    body: { code: 'PASSWORD_TOO_WEAK', detail: expect.stringContaining('your name') },
  });
  expect(await weak('Ab1!Ab1')).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED' } });
  expect(await weak('x'.repeat(129))).toMatchObject({
    status: 422,
    body: { code: 'VALIDATION_FAILED' },
  });
});

test('refuses a confirmation that differs with 422 PASSWORDS_DIFFER', async () => {
  expect(
    await tribe.client().post(path, { ...newUser(), confirm_password: 'SecurePass124!' }),
  ).toMatchObject({
    status: 422,
    body: { code: 'PASSWORDS_DIFFER' },
  });
});

test('compares every character of a long password', async () => {
  const person = {
    ...newUser(),
    password: `${'long enough to be cut at seventy-two bytes by bcrypt '.repeat(2)}1`,
  };
  expect(
    await tribe.client().post(path, { ...person, confirm_password: person.password }),
  ).toMatchObject({
    status: 201,
  });
  const logIn = (password: string) =>
    tribe.client().post('/api/v1/auth/login', { email: person.email, password });
  expect((await logIn(`${person.password.slice(0, -1)}2`)).status).toBe(401);
  expect((await logIn(person.password)).status).toBe(200);
});

test('opens one account and returns the same response for a retry with the same Idempotency-Key', async () => {
  const person = newUser();
  const options = { headers: { 'idempotency-key': 'register-once-1' } };
  const first = await tribe.client().post(path, person, options);
  const second = await tribe.client().post(path, person, options);
  expect(first.status).toBe(201);
  expect(second).toMatchObject({ status: 201, body: first.body });
  expect(await rowsOf(tribe, 'SELECT id FROM users WHERE email = $1', [person.email])).toHaveLength(
    1,
  );
});

test('registers users without NATS and publishes the event afterwards', async () => {
  await tribe.nats.stop();
  const { status, body } = await tribe.client().post(path, newUser());
  await tribe.nats.start();
  expect(status).toBe(201);
  await tribe.settled();
  const [event] = await rowsOf(tribe, 'SELECT published_at FROM outbox WHERE entity_id = $1', [
    body.user.id,
  ]);
  expect(event.published_at).toBeInstanceOf(Date);
});

function decode(token: string) {
  return token
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));
}

test('refuses a full name that speaks for Tribe with 422', async () => {
  const user = { ...newUser(), full_name: 'Tribe Support' };
  const { status, body } = await tribe.client().post(path, user);
  expect([status, body.errors?.[0]]).toMatchObject([
    422,
    { pointer: '/full_name', message: 'is reserved' },
  ]);
});

describe('an address', () => {
  const register = (email: string) => tribe.client().post(path, { ...newUser(), email });

  test.each(['\u212Aip@example.com', `${'a'.repeat(65)}@example.com`, `a@${'b'.repeat(64)}.com`])(
    'that is none is refused: %j',
    async (email) => {
      const { status, body } = await register(email);
      expect([status, body.errors?.[0]?.pointer]).toEqual([422, '/email']);
    },
  );

  test('with an international domain has one account, in the form that people and that machines write', async () => {
    const [local, { password }] = [`zoe${++users}`, brian];
    const first = await register(`${local}@bücher.example`);
    const email = `${local}@xn--bcher-kva.example`;
    expect([first.status, first.body.user?.email]).toEqual([201, email]);
    expect((await register(email)).body.code).toBe('EMAIL_TAKEN');
    for (const written of [email, `${local}@BÜCHER.example`]) {
      const login = { email: written, password };
      expect((await tribe.client().post('/api/v1/auth/login', login)).status).toBe(200);
    }
  });
});
