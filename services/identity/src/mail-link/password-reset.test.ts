import { AccountMailKind } from '@tribe/contracts';
import { startTribe, type Tribe } from '@tribe/testing';
import { identity } from '..';
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

async function rowsOf(sql: string, values: unknown[] = []) {
  return (await (await tribe.db('identity')).query(sql, values)).rows;
}

test('who forgot the password sets another with the link they are mailed', async () => {
  const account = await newAccount(tribe);
  expect((await reset(await linkFor(account))).status).toBe(204);
  expect((await logIn(account, firstPassword)).status).toBe(401);
  const { status, body } = await logIn(account, newPassword);
  expect([status, body.user.email_verified]).toEqual([200, true]);
});

test('every session ends with the old password, and the person is told by mail', async () => {
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

test('a link works once, and so does only one of several', async () => {
  const account = await newAccount(tribe);
  const [first, second] = [await linkFor(account), await linkFor(account)];
  expect((await reset(second)).status).toBe(204);
  for (const used of [first, second])
    expect((await reset(used, 'Mombasa in the rain')).body.code).toBe('LINK_INVALID');
  expect((await logIn(account, newPassword)).status).toBe(200);
});

test('of many who use one link at once, one sets the password', async () => {
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

test('a link works for an hour', async () => {
  const account = await newAccount(tribe);
  const token = await linkFor(account);
  tribe.clock.advance(hour + 1);
  expect((await reset(token)).body.code).toBe('LINK_EXPIRED');
  expect((await logIn(account, firstPassword)).status).toBe(200);
});

test.each([
  ['a weak password', 'achieng1', 'achieng1', 'PASSWORD_TOO_WEAK'],
  ['two that differ', newPassword, 'Nairobi by day train', 'PASSWORDS_DIFFER'],
  ['the one that was forgotten', firstPassword, firstPassword, 'PASSWORD_REUSED'],
])('%s is refused, and the link still works', async (_what, password, confirmation, code) => {
  const account = await newAccount(tribe);
  const token = await linkFor(account);
  const { status, body } = await reset(token, password, confirmation);
  expect([status, body.code]).toEqual([422, code]);
  expect((await reset(token)).status).toBe(204);
});

test('nobody can tell from the answer, or from what it costs us, whether an address has an account', async () => {
  const account = await newAccount(tribe);
  await tribe.settled();
  // Those of schedules come with the hour, whoever asks for what.
  const asked =
    'SELECT count(*)::int AS jobs FROM due_jobs WHERE kind NOT IN (SELECT name FROM scheduled_slots)';
  const before = await rowsOf(asked);
  const answers = [await forgot(account.email), await forgot('nobody.at.all@example.com')];
  const after = await rowsOf(asked);
  expect(answers.map(({ status, body }) => ({ status, body }))).toEqual([
    { status: 202, body: undefined },
    { status: 202, body: undefined },
  ]);
  expect(after[0].jobs - before[0].jobs).toBe(2);
  expect(await mailIds(tribe, account.id, 'reset_password')).toHaveLength(1);
});

test('a stranger who asks again and again fills no mailbox and locks nobody out', async () => {
  const account = await newAccount(tribe);
  const token = await linkFor(account);
  for (let asked = 0; asked < 6; asked++) await forgot(account.email);
  expect(await mailIds(tribe, account.id, 'reset_password')).toHaveLength(3);
  expect((await reset(token)).status).toBe(204);
});

test('who was kept out after five wrong guesses gets in with the new password', async () => {
  const account = await newAccount(tribe);
  for (let guess = 0; guess < 5; guess++) await logIn(account, `guess number ${guess}`);
  expect((await logIn(account, firstPassword)).status).toBe(429);
  expect((await reset(await linkFor(account))).status).toBe(204);
  expect((await logIn(account, newPassword)).status).toBe(200);
});

test('an account that is not active gets no mail, and its links are nothing', async () => {
  const account = await newAccount(tribe);
  const token = await linkFor(account);
  await rowsOf('UPDATE users SET is_active = false WHERE id = $1', [account.id]);
  expect((await reset(token)).body.code).toBe('LINK_INVALID');
  expect((await forgot(account.email)).status).toBe(202);
  expect(await mailIds(tribe, account.id, 'reset_password')).toHaveLength(1);
});
