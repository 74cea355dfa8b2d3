import { AccountMailKind } from '@tribe/contracts';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { identity } from '..';
import { newPerson, rowsOf } from '../identity.test-support';
import { mailIds, mailOf, tokenFor } from '../mail/mail.test-support';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

const hour = 3_600_000;
const newPassword = 'Nairobi by night train';
const forgot = (email: string) => tribe.client().post('/api/v1/auth/forgot-password', { email });
const reset = (token: string, password = newPassword, confirmation = password) =>
  tribe.client().post('/api/v1/auth/reset-password', {
    token,
    new_password: password,
    confirm_password: confirmation,
  });
const logIn = ({ email }: Person, password: string) =>
  tribe.client().post('/api/v1/auth/login', { email, password });

async function linkFor(person: Person): Promise<string> {
  await forgot(person.email);
  return tokenFor(tribe, person, 'reset_password');
}

test('sets a new password with the link in the mail and verifies the address', async () => {
  const person = await newPerson(tribe);
  expect((await reset(await linkFor(person))).status).toBe(204);
  expect((await logIn(person, person.password)).status).toBe(401);
  const { status, body } = await logIn(person, newPassword);
  expect([status, body.user.email_verified]).toEqual([200, true]);
});

test('ends every session and mails a notice to the user', async () => {
  const person = await newPerson(tribe);
  const { body: phone } = await logIn(person, person.password);
  expect((await reset(await linkFor(person))).status).toBe(204);
  for (const token of [phone.refresh_token, person.refreshToken]) {
    const { body } = await tribe.client().post('/api/v1/auth/refresh', { refresh_token: token });
    expect(body.code).toBe('SESSION_REVOKED');
  }
  const [id = ''] = await mailIds(tribe, person.id, 'password_changed');
  const mail = await mailOf(tribe, id);
  expect(mail).toMatchObject({ kind: AccountMailKind.PASSWORD_CHANGED, toAddress: person.email });
  expect(mail?.token).toBeUndefined();
});

test('one use of a link disables it and every earlier link', async () => {
  const person = await newPerson(tribe);
  const [first, second] = [await linkFor(person), await linkFor(person)];
  expect((await reset(second)).status).toBe(204);
  for (const used of [first, second])
    expect((await reset(used, 'Mombasa in the rain')).body.code).toBe('LINK_INVALID');
  expect((await logIn(person, newPassword)).status).toBe(200);
});

test('accepts one of several requests with the same link at the same time', async () => {
  const person = await newPerson(tribe);
  const token = await linkFor(person);
  const wanted = [
    'Mombasa in the rain',
    'Kisumu fish market',
    'Lamu donkey harbour',
    'Naivasha hippo walk',
  ];
  const answers = await Promise.all(wanted.map((password) => reset(token, password)));
  expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
  const winner = wanted[answers.findIndex(({ status }) => status === 204)] ?? '';
  expect((await logIn(person, winner)).status).toBe(200);
});

test('a link expires after an hour with 410 LINK_EXPIRED', async () => {
  const person = await newPerson(tribe);
  const token = await linkFor(person);
  tribe.clock.advance(hour + 1);
  expect((await reset(token)).body.code).toBe('LINK_EXPIRED');
  expect((await logIn(person, person.password)).status).toBe(200);
});

test.each([
  ['a weak password', 'password1', 'password1', 'PASSWORD_TOO_WEAK'],
  ['a confirmation that differs', newPassword, 'Nairobi by day train', 'PASSWORDS_DIFFER'],
])('refuses %s and keeps the link valid', async (_what, password, confirmation, code) => {
  const token = await linkFor(await newPerson(tribe));
  await expectRefusal(token, { password, confirmation, code });
});

test('refuses the address of the user as too weak and keeps the link valid', async () => {
  const person = await newPerson(tribe);
  const password = person.email;
  const token = await linkFor(person);
  await expectRefusal(token, { password, confirmation: password, code: 'PASSWORD_TOO_WEAK' });
});

test('refuses the current password and keeps the link valid', async () => {
  const person = await newPerson(tribe);
  const { password } = person;
  const token = await linkFor(person);
  await expectRefusal(token, { password, confirmation: password, code: 'PASSWORD_REUSED' });
});

async function expectRefusal(
  token: string,
  { password, confirmation, code }: { password: string; confirmation: string; code: string },
) {
  const { status, body } = await reset(token, password, confirmation);
  expect([status, body.code]).toEqual([422, code]);
  expect((await reset(token)).status).toBe(204);
}

test('does the same work and returns the same response whether or not an account has the address', async () => {
  const person = await newPerson(tribe);
  await tribe.settled();
  // Scheduled jobs are created independently of requests.
  const countJobs =
    'SELECT count(*)::int AS jobs FROM due_jobs WHERE kind NOT IN (SELECT name FROM scheduled_slots)';
  const before = await rowsOf(tribe, countJobs);
  const answers = [await forgot(person.email), await forgot('unknown@example.com')];
  const after = await rowsOf(tribe, countJobs);
  expect(answers.map(({ status, body }) => ({ status, body }))).toEqual([
    { status: 202, body: undefined },
    { status: 202, body: undefined },
  ]);
  expect(after[0].jobs - before[0].jobs).toBe(2);
  expect(await mailIds(tribe, person.id, 'reset_password')).toHaveLength(1);
});

test('limits repeated requests to three mails and keeps earlier links valid', async () => {
  const person = await newPerson(tribe);
  const token = await linkFor(person);
  for (let asked = 0; asked < 6; asked++) await forgot(person.email);
  expect(await mailIds(tribe, person.id, 'reset_password')).toHaveLength(3);
  expect((await reset(token)).status).toBe(204);
});

test('a reset lifts the limit after five failed logins', async () => {
  const person = await newPerson(tribe);
  for (let guess = 0; guess < 5; guess++) await logIn(person, `guess number ${guess}`);
  expect((await logIn(person, person.password)).status).toBe(429);
  expect((await reset(await linkFor(person))).status).toBe(204);
  expect((await logIn(person, newPassword)).status).toBe(200);
});

test('sends no mail for an inactive account and refuses its links with 422 LINK_INVALID', async () => {
  const person = await newPerson(tribe);
  const token = await linkFor(person);
  await rowsOf(tribe, 'UPDATE users SET is_active = false WHERE id = $1', [person.id]);
  expect((await reset(token)).body.code).toBe('LINK_INVALID');
  expect((await forgot(person.email)).status).toBe(202);
  expect(await mailIds(tribe, person.id, 'reset_password')).toHaveLength(1);
});
