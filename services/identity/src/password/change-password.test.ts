import { fromBinary } from '@bufbuild/protobuf';
import { SessionRevocationReason, SessionRevokedSchema } from '@tribe/contracts';
import { type ApiClient, type Person, startTribe, type Tribe } from '@tribe/testing';
import { identity } from '..';
import { rowsOf } from '../identity.test-support';
import { type Account, firstPassword, newAccount } from '../mail/mail.test-support';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

function change(
  { client }: { client: Pick<Person, 'post'> | ApiClient },
  from: string,
  to: string,
  confirm = to,
) {
  const body = { current_password: from, new_password: to, confirm_password: confirm };
  return client.post('/api/v1/auth/change-password', body);
}

const logIn = ({ email }: Account, password: string) =>
  tribe.client().post('/api/v1/auth/login', { email, password });

test('accepts the new password and refuses the old one', async () => {
  const account = await newAccount(tribe);
  expect((await change(account, firstPassword, 'Nairobi by night train')).status).toBe(204);
  expect((await logIn(account, firstPassword)).status).toBe(401);
  expect((await logIn(account, 'Nairobi by night train')).status).toBe(200);
});

test('ends every other session with one event and keeps the session of the request', async () => {
  const account = await newAccount(tribe);
  const { body: phone } = await logIn(account, firstPassword);
  expect((await change(account, firstPassword, 'Nairobi by night train')).status).toBe(204);
  expect((await account.client.get('/api/v1/auth/me')).status).toBe(200);
  const refreshed = await tribe
    .client()
    .post('/api/v1/auth/refresh', { refresh_token: phone.refresh_token });
  expect([refreshed.status, refreshed.body.code]).toEqual([401, 'SESSION_REVOKED']);
  expect(
    (await tribe.client().post('/api/v1/auth/refresh', { refresh_token: account.refreshToken }))
      .status,
  ).toBe(200);
  const events = await rowsOf(
    tribe,
    `SELECT payload FROM outbox WHERE subject = 'tribe.identity.session.revoked.v1'`,
  );
  const revocations = events
    .map(({ payload }) => fromBinary(SessionRevokedSchema, payload))
    .filter(({ userId }) => userId === account.id);
  expect(revocations.map(({ reason }) => reason)).toEqual([
    SessionRevocationReason.PASSWORD_CHANGED,
  ]);
});

test('refuses the last five passwords with 422 PASSWORD_REUSED and accepts older ones', async () => {
  const account = await newAccount(tribe);
  const passwords = [
    firstPassword,
    'Mombasa in the rain',
    'Kisumu fish market',
    'Lamu donkey harbour',
    'Naivasha hippo walk',
  ];
  for (const [index, password] of passwords.slice(1).entries())
    expect((await change(account, passwords[index] ?? '', password)).status).toBe(204);
  const present = 'Naivasha hippo walk';
  for (const used of passwords) {
    const { status, body } = await change(account, present, used);
    expect([used, status, body.code]).toEqual([used, 422, 'PASSWORD_REUSED']);
  }
  expect((await change(account, present, 'Turkana wind and jade')).status).toBe(204);
  expect((await change(account, 'Turkana wind and jade', firstPassword)).status).toBe(204);
  expect(
    await rowsOf(tribe, 'SELECT FROM past_passwords WHERE user_id = $1', [account.id]),
  ).toHaveLength(4);
});

test('limits guesses of the current password with 429 TOO_MANY_LOGIN_ATTEMPTS', async () => {
  const account = await newAccount(tribe);
  const answers = [];
  for (let guess = 0; guess < 7; guess++)
    answers.push(await change(account, `guess number ${guess}`, 'Nairobi by night'));
  expect(answers.map(({ body }) => body.code)).toEqual([
    ...Array<string>(5).fill('CURRENT_PASSWORD_WRONG'),
    'TOO_MANY_LOGIN_ATTEMPTS',
    'TOO_MANY_LOGIN_ATTEMPTS',
  ]);
  expect((await change(account, firstPassword, 'Nairobi by night')).status).toBe(429);
});

test.each([
  ['a weak password', 'achieng1', 'achieng1', 'PASSWORD_TOO_WEAK'],
  [
    'a confirmation that differs',
    'Nairobi by night train',
    'Nairobi by day train',
    'PASSWORDS_DIFFER',
  ],
])('refuses %s and keeps the password', async (_what, password, confirmation, code) => {
  const account = await newAccount(tribe);
  const { status, body } = await change(account, firstPassword, password, confirmation);
  expect([status, body.code]).toEqual([422, code]);
  expect((await logIn(account, firstPassword)).status).toBe(200);
});

test('accepts one of two changes at the same time', async () => {
  const account = await newAccount(tribe);
  const wanted = ['Nairobi by night train', 'Mombasa in the rain'];
  const answers = await Promise.all(
    wanted.map((password) => change(account, firstPassword, password)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  const winner = wanted[answers.findIndex(({ status }) => status === 204)] ?? '';
  expect((await logIn(account, winner)).status).toBe(200);
});

test('refuses a request without an open session', async () => {
  const account = await newAccount(tribe);
  expect(
    (await change({ client: tribe.client() }, firstPassword, 'Nairobi by night train')).status,
  ).toBe(401);
  await account.client.post('/api/v1/auth/logout');
  expect((await change(account, firstPassword, 'Nairobi by night train')).body.code).toBe(
    'SESSION_REVOKED',
  );
  expect((await logIn(account, firstPassword)).status).toBe(200);
});
