import { fromBinary } from '@bufbuild/protobuf';
import { SessionRevocationReason, SessionRevokedSchema } from '@tribe/contracts';
import { type ApiClient, type Person, startTribe, type Tribe } from '@tribe/testing';
import { identity } from '..';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

const first = 'Kilimanjaro at 7';
let people = 0;

interface Account {
  readonly id: string;
  readonly email: string;
  readonly client: ApiClient;
  readonly refreshToken: string;
}

async function newAccount(): Promise<Account> {
  const name = `person${++people}`;
  const body = {
    username: name,
    full_name: 'Achieng Odhiambo',
    password: first,
    confirm_password: first,
  };
  const { body: answer } = await tribe
    .client()
    .post('/api/v1/auth/register', { ...body, email: `${name}@example.com` });
  const client = tribe.client({ token: answer.access_token });
  return {
    id: answer.user.id,
    email: answer.user.email,
    client,
    refreshToken: answer.refresh_token,
  };
}

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

async function rowsOf(sql: string, values: unknown[] = []) {
  return (await (await tribe.db('identity')).query(sql, values)).rows;
}

test('the new password opens the account and the old one no longer does', async () => {
  const account = await newAccount();
  expect((await change(account, first, 'Nairobi by night train')).status).toBe(204);
  expect((await logIn(account, first)).status).toBe(401);
  expect((await logIn(account, 'Nairobi by night train')).status).toBe(200);
});

test('every other session ends, the one it was changed in goes on, and everybody is told', async () => {
  const account = await newAccount();
  const { body: phone } = await logIn(account, first);
  expect((await change(account, first, 'Nairobi by night train')).status).toBe(204);
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
    `SELECT payload FROM outbox WHERE subject = 'tribe.identity.session.revoked.v1'`,
  );
  const told = events
    .map(({ payload }) => fromBinary(SessionRevokedSchema, payload))
    .filter(({ userId }) => userId === account.id);
  expect(told.map(({ reason }) => reason)).toEqual([SessionRevocationReason.PASSWORD_CHANGED]);
});

test('the last five passwords are refused, the one before them is not', async () => {
  const account = await newAccount();
  const passwords = [
    first,
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
  expect((await change(account, 'Turkana wind and jade', first)).status).toBe(204);
  expect(await rowsOf('SELECT FROM past_passwords WHERE user_id = $1', [account.id])).toHaveLength(
    4,
  );
});

test('a stolen token is no way to guess the password', async () => {
  const account = await newAccount();
  const answers = [];
  for (let guess = 0; guess < 7; guess++)
    answers.push(await change(account, `guess number ${guess}`, 'Nairobi by night'));
  expect(answers.map(({ body }) => body.code)).toEqual([
    ...Array<string>(5).fill('CURRENT_PASSWORD_WRONG'),
    'TOO_MANY_LOGIN_ATTEMPTS',
    'TOO_MANY_LOGIN_ATTEMPTS',
  ]);
  expect((await change(account, first, 'Nairobi by night')).status).toBe(429);
});

test.each([
  ['a weak one', 'achieng1', 'achieng1', 'PASSWORD_TOO_WEAK'],
  ['two that differ', 'Nairobi by night train', 'Nairobi by day train', 'PASSWORDS_DIFFER'],
])('%s is refused, and nothing changes', async (_what, password, confirmation, code) => {
  const account = await newAccount();
  const { status, body } = await change(account, first, password, confirmation);
  expect([status, body.code]).toEqual([422, code]);
  expect((await logIn(account, first)).status).toBe(200);
});

test('of two changes at once one wins, and its password is the one that counts', async () => {
  const account = await newAccount();
  const wanted = ['Nairobi by night train', 'Mombasa in the rain'];
  const answers = await Promise.all(wanted.map((password) => change(account, first, password)));
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  const winner = wanted[answers.findIndex(({ status }) => status === 204)] ?? '';
  expect((await logIn(account, winner)).status).toBe(200);
});

test('nobody changes a password without a living session', async () => {
  const account = await newAccount();
  expect((await change({ client: tribe.client() }, first, 'Nairobi by night train')).status).toBe(
    401,
  );
  await account.client.post('/api/v1/auth/logout');
  expect((await change(account, first, 'Nairobi by night train')).body.code).toBe(
    'SESSION_REVOKED',
  );
  expect((await logIn(account, first)).status).toBe(200);
});
