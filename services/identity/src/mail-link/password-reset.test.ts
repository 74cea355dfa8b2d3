import { AccountMailKind } from '@tribe/contracts';
import { startTribe, type Tribe } from '@tribe/testing';
import { identity } from '..';
import { rowsOf } from '../identity.test-support';
import {
  type Account,
  firstPassword,
  mailIds,
  mailOf,
  newAccount,
  tokenFor,
} from '../mail/mail.test-support';

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
const logIn = ({ email }: Account, password: string) =>
  tribe.client().post('/api/v1/auth/login', { email, password });

async function linkFor(account: Account): Promise<string> {
  await forgot(account.email);
  return tokenFor(tribe, account, 'reset_password');
}

test('sets a new password with the link in the mail and verifies the address', async () => {
  const account = await newAccount(tribe);
  expect((await reset(await linkFor(account))).status).toBe(204);
  expect((await logIn(account, firstPassword)).status).toBe(401);
  const { status, body } = await logIn(account, newPassword);
  expect([status, body.user.email_verified]).toEqual([200, true]);
});

test('ends every session and mails a notice to the user', async () => {
  const account = await newAccount(tribe);
  const { body: phone } = await logIn(account, firstPassword);
  expect((await reset(await linkFor(account))).status).toBe(204);
  for (const token of [phone.refresh_token, account.refreshToken]) {
    const { body } = await tribe.client().post('/api/v1/auth/refresh', { refresh_token: token });
    expect(body.code).toBe('SESSION_REVOKED');
  }
  const [id = ''] = await mailIds(tribe, account.id, 'password_changed');
  const mail = await mailOf(tribe, id);
  expect(mail).toMatchObject({ kind: AccountMailKind.PASSWORD_CHANGED, toAddress: account.email });
  expect(mail?.token).toBeUndefined();
});

test('one use of a link disables it and every earlier link', async () => {
  const account = await newAccount(tribe);
  const [first, second] = [await linkFor(account), await linkFor(account)];
  expect((await reset(second)).status).toBe(204);
  for (const used of [first, second])
    expect((await reset(used, 'Mombasa in the rain')).body.code).toBe('LINK_INVALID');
  expect((await logIn(account, newPassword)).status).toBe(200);
});

test('accepts one of several requests with the same link at the same time', async () => {
  const account = await newAccount(tribe);
  const token = await linkFor(account);
  const wanted = [
    'Mombasa in the rain',
    'Kisumu fish market',
    'Lamu donkey harbour',
    'Naivasha hippo walk',
  ];
  const answers = await Promise.all(wanted.map((password) => reset(token, password)));
  expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
  const winner = wanted[answers.findIndex(({ status }) => status === 204)] ?? '';
  expect((await logIn(account, winner)).status).toBe(200);
});

test('a link expires after an hour with 410 LINK_EXPIRED', async () => {
  const account = await newAccount(tribe);
  const token = await linkFor(account);
  tribe.clock.advance(hour + 1);
  expect((await reset(token)).body.code).toBe('LINK_EXPIRED');
  expect((await logIn(account, firstPassword)).status).toBe(200);
});

test.each([
  ['a weak password', 'achieng1', 'achieng1', 'PASSWORD_TOO_WEAK'],
  ['a confirmation that differs', newPassword, 'Nairobi by day train', 'PASSWORDS_DIFFER'],
  ['the current password', firstPassword, firstPassword, 'PASSWORD_REUSED'],
])('refuses %s and keeps the link valid', async (_what, password, confirmation, code) => {
  const account = await newAccount(tribe);
  const token = await linkFor(account);
  const { status, body } = await reset(token, password, confirmation);
  expect([status, body.code]).toEqual([422, code]);
  expect((await reset(token)).status).toBe(204);
});

test('does the same work and returns the same response whether or not an account has the address', async () => {
  const account = await newAccount(tribe);
  await tribe.settled();
  // Scheduled jobs are created independently of requests.
  const countJobs =
    'SELECT count(*)::int AS jobs FROM due_jobs WHERE kind NOT IN (SELECT name FROM scheduled_slots)';
  const before = await rowsOf(tribe, countJobs);
  const answers = [await forgot(account.email), await forgot('unknown@example.com')];
  const after = await rowsOf(tribe, countJobs);
  expect(answers.map(({ status, body }) => ({ status, body }))).toEqual([
    { status: 202, body: undefined },
    { status: 202, body: undefined },
  ]);
  expect(after[0].jobs - before[0].jobs).toBe(2);
  expect(await mailIds(tribe, account.id, 'reset_password')).toHaveLength(1);
});

test('limits repeated requests to three mails and keeps earlier links valid', async () => {
  const account = await newAccount(tribe);
  const token = await linkFor(account);
  for (let asked = 0; asked < 6; asked++) await forgot(account.email);
  expect(await mailIds(tribe, account.id, 'reset_password')).toHaveLength(3);
  expect((await reset(token)).status).toBe(204);
});

test('a reset lifts the limit after five failed logins', async () => {
  const account = await newAccount(tribe);
  for (let guess = 0; guess < 5; guess++) await logIn(account, `guess number ${guess}`);
  expect((await logIn(account, firstPassword)).status).toBe(429);
  expect((await reset(await linkFor(account))).status).toBe(204);
  expect((await logIn(account, newPassword)).status).toBe(200);
});

test('sends no mail for an inactive account and refuses its links with 422 LINK_INVALID', async () => {
  const account = await newAccount(tribe);
  const token = await linkFor(account);
  await rowsOf(tribe, 'UPDATE users SET is_active = false WHERE id = $1', [account.id]);
  expect((await reset(token)).body.code).toBe('LINK_INVALID');
  expect((await forgot(account.email)).status).toBe(202);
  expect(await mailIds(tribe, account.id, 'reset_password')).toHaveLength(1);
});
