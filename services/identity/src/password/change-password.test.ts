import { fromBinary } from '@bufbuild/protobuf';
import { SessionRevocationReason, SessionRevokedSchema } from '@tribe/contracts';
import { newId } from '@tribe/service-kit';
import { type ApiClient, type Person, startTribe, type Tribe } from '@tribe/testing';
import { identity } from '..';
import { newPerson, rowsOf } from '../identity.test-support';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

function change(api: ApiClient, from: string, to: string, confirmation = to) {
  const body = { current_password: from, new_password: to, confirm_password: confirmation };
  return api.post('/api/v1/auth/change-password', body);
}

const logIn = ({ email }: Person, password: string) =>
  tribe.client().post('/api/v1/auth/login', { email, password });

test('accepts the new password and refuses the old one', async () => {
  const person = await newPerson(tribe);
  expect((await change(person, person.password, 'Nairobi by night train')).status).toBe(204);
  expect((await logIn(person, person.password)).status).toBe(401);
  expect((await logIn(person, 'Nairobi by night train')).status).toBe(200);
});

test('refuses a login with the old password that is repeated with its Idempotency-Key, also when its session made the change', async () => {
  const person = await newPerson(tribe);
  const { email, password } = person;
  const keyed = { headers: { 'idempotency-key': newId() } };
  const repeat = () => tribe.client().post('/api/v1/auth/login', { email, password }, keyed);
  const first = await repeat();
  expect(await repeat()).toMatchObject({ status: 200, body: first.body });

  tribe.clock.advance(1_000);
  const phone = tribe.client({ token: first.body.access_token });
  expect((await change(phone, password, 'Nairobi by night train')).status).toBe(204);
  expect(await repeat()).toMatchObject({ status: 401, body: { code: 'INVALID_CREDENTIALS' } });
  expect((await phone.get('/api/v1/auth/me')).status).toBe(200);
});

test('ends every other session with one event and keeps the session of the request', async () => {
  const person = await newPerson(tribe);
  const { body: phone } = await logIn(person, person.password);
  expect((await change(person, person.password, 'Nairobi by night train')).status).toBe(204);
  expect((await person.get('/api/v1/auth/me')).status).toBe(200);
  const refreshed = await tribe
    .client()
    .post('/api/v1/auth/refresh', { refresh_token: phone.refresh_token });
  expect([refreshed.status, refreshed.body.code]).toEqual([401, 'SESSION_REVOKED']);
  expect(
    (await tribe.client().post('/api/v1/auth/refresh', { refresh_token: person.refreshToken }))
      .status,
  ).toBe(200);
  const events = await rowsOf(
    tribe,
    `SELECT payload FROM outbox WHERE subject = 'tribe.identity.session.revoked.v1'`,
  );
  const revocations = events
    .map(({ payload }) => fromBinary(SessionRevokedSchema, payload))
    .filter(({ userId }) => userId === person.id);
  expect(revocations.map(({ reason }) => reason)).toEqual([
    SessionRevocationReason.PASSWORD_CHANGED,
  ]);
});

test('refuses the last five passwords with 422 PASSWORD_REUSED and accepts older ones', async () => {
  const person = await newPerson(tribe);
  const passwords = [
    person.password,
    'Mombasa in the rain',
    'Kisumu fish market',
    'Lamu donkey harbour',
    'Naivasha hippo walk',
  ];
  for (const [index, password] of passwords.slice(1).entries())
    expect((await change(person, passwords[index] ?? '', password)).status).toBe(204);
  const present = 'Naivasha hippo walk';
  for (const used of passwords) {
    const { status, body } = await change(person, present, used);
    expect([used, status, body.code]).toEqual([used, 422, 'PASSWORD_REUSED']);
  }
  expect((await change(person, present, 'Turkana wind and jade')).status).toBe(204);
  expect((await change(person, 'Turkana wind and jade', person.password)).status).toBe(204);
  expect(
    await rowsOf(tribe, 'SELECT FROM past_passwords WHERE user_id = $1', [person.id]),
  ).toHaveLength(4);
});

test('limits guesses of the current password with 429 TOO_MANY_LOGIN_ATTEMPTS', async () => {
  const person = await newPerson(tribe);
  const answers = [];
  for (let guess = 0; guess < 7; guess++)
    answers.push(await change(person, `guess number ${guess}`, 'Nairobi by night'));
  expect(answers.map(({ body }) => body.code)).toEqual([
    ...Array<string>(5).fill('CURRENT_PASSWORD_WRONG'),
    'TOO_MANY_LOGIN_ATTEMPTS',
    'TOO_MANY_LOGIN_ATTEMPTS',
  ]);
  expect((await change(person, person.password, 'Nairobi by night')).status).toBe(429);
});

test.each([
  ['a weak password', 'password1', 'password1', 'PASSWORD_TOO_WEAK'],
  [
    'a confirmation that differs',
    'Nairobi by night train',
    'Nairobi by day train',
    'PASSWORDS_DIFFER',
  ],
])('refuses %s and keeps the password', async (_what, password, confirmation, code) => {
  const person = await newPerson(tribe);
  const { status, body } = await change(person, person.password, password, confirmation);
  expect([status, body.code]).toEqual([422, code]);
  expect((await logIn(person, person.password)).status).toBe(200);
});

test('refuses the name and the address of the user as too weak and keeps the password', async () => {
  const person = await newPerson(tribe);
  for (const password of [`${person.fullName} 1`, person.email]) {
    const { status, body } = await change(person, person.password, password);
    expect([status, body.code]).toEqual([422, 'PASSWORD_TOO_WEAK']);
  }
  expect((await logIn(person, person.password)).status).toBe(200);
});

test('accepts one of two changes at the same time', async () => {
  const person = await newPerson(tribe);
  const wanted = ['Nairobi by night train', 'Mombasa in the rain'];
  const answers = await Promise.all(
    wanted.map((password) => change(person, person.password, password)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  const winner = wanted[answers.findIndex(({ status }) => status === 204)] ?? '';
  expect((await logIn(person, winner)).status).toBe(200);
});

test('refuses a request without an open session', async () => {
  const person = await newPerson(tribe);
  expect((await change(tribe.client(), person.password, 'Nairobi by night train')).status).toBe(
    401,
  );
  await person.post('/api/v1/auth/logout');
  expect((await change(person, person.password, 'Nairobi by night train')).body.code).toBe(
    'SESSION_REVOKED',
  );
  expect((await logIn(person, person.password)).status).toBe(200);
});
