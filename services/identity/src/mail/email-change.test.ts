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
} from './mail.test-support';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

const minute = 60_000;
let addresses = 0;
const newAddress = () => `elsewhere${++addresses}@example.com`;
const change = ({ client }: Account, email: string) => client.patch('/api/v1/users/me', { email });
const verify = (token: string) => tribe.client().post('/api/v1/auth/verify-email', { token });
const logIn = (email: string) =>
  tribe.client().post('/api/v1/auth/login', { email, password: firstPassword });

test('an account goes to another address once its link was followed, and the old one is told', async () => {
  const account = await newAccount(tribe);
  await verify(await tokenFor(tribe, account, 'verify_email'));
  const address = newAddress();
  const { status, body } = await change(account, address);
  expect([status, body.email, body.email_verified]).toEqual([200, address, false]);
  expect([(await logIn(address)).status, (await logIn(account.email)).status]).toEqual([401, 200]);
  const [notice = ''] = await mailIds(tribe, account.id, 'email_changed');
  expect(await mailOf(tribe, notice)).toMatchObject({
    kind: AccountMailKind.EMAIL_CHANGED,
    toAddress: account.email,
  });
  expect((await verify(await tokenFor(tribe, account, 'verify_email'))).body.email).toBe(address);
  expect([(await logIn(address)).status, (await logIn(account.email)).status]).toEqual([200, 401]);
  expect((await account.client.get('/api/v1/auth/me')).body).toMatchObject({
    email: address,
    email_verified: true,
  });
});

test('nobody can tell from asking for an address that somebody else has it, and nobody takes it over', async () => {
  const [account, other] = [await newAccount(tribe), await newAccount(tribe)];
  const { status, body } = await change(account, other.email);
  expect([status, body.email, body.email_verified]).toEqual([200, other.email, false]);
  await tribe.client().post('/api/v1/auth/resend-verification', { email: account.email });
  expect(await mailIds(tribe, account.id, 'verify_email')).toHaveLength(1);
  expect((await logIn(account.email)).status).toBe(200);
});

test('of two who want one address, it goes to who follows the link first', async () => {
  const [first, second] = [await newAccount(tribe), await newAccount(tribe)];
  const address = newAddress();
  await change(first, address);
  await change(second, address);
  const tokens = [
    await tokenFor(tribe, first, 'verify_email'),
    await tokenFor(tribe, second, 'verify_email'),
  ];
  const answers = await Promise.all(tokens.map(verify));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
});

test('asking for the own address takes the wish back, and its link with it', async () => {
  const account = await newAccount(tribe);
  await change(account, newAddress());
  const token = await tokenFor(tribe, account, 'verify_email');
  expect((await change(account, account.email)).body.email).toBe(account.email);
  expect((await verify(token)).body.code).toBe('LINK_INVALID');
});

describe('what somebody else asked for in a session of mine', () => {
  const newPassword = 'Nairobi by night train';
  const passwords = { new_password: newPassword, confirm_password: newPassword };

  async function withForeignWish() {
    const account = await newAccount(tribe);
    await change(account, newAddress());
    return { account, link: await tokenFor(tribe, account, 'verify_email') };
  }

  async function expectStays(
    { account, link }: Awaited<ReturnType<typeof withForeignWish>>,
    password: string,
  ) {
    const { body } = await tribe
      .client()
      .post('/api/v1/auth/login', { email: account.email, password });
    expect(body.user?.email).toBe(account.email);
    expect((await verify(link)).body.code).toBe('LINK_INVALID');
    const mails = await mailIds(tribe, account.id, 'verify_email');
    await tribe.client().post('/api/v1/auth/resend-verification', { email: account.email });
    const [another] = (await mailIds(tribe, account.id, 'verify_email')).slice(mails.length);
    if (another) expect((await mailOf(tribe, another))?.toAddress).toBe(account.email);
  }

  test('is over when I change the password, as the mail to me says', async () => {
    const wish = await withForeignWish();
    const body = { current_password: firstPassword, ...passwords };
    expect((await wish.account.client.post('/api/v1/auth/change-password', body)).status).toBe(204);
    await expectStays(wish, newPassword);
  });

  test('is over when I set a new password by mail', async () => {
    const wish = await withForeignWish();
    await tribe.client().post('/api/v1/auth/forgot-password', { email: wish.account.email });
    const token = await tokenFor(tribe, wish.account, 'reset_password');
    expect(
      (await tribe.client().post('/api/v1/auth/reset-password', { token, ...passwords })).status,
    ).toBe(204);
    await expectStays(wish, newPassword);
  });

  test('is over when I bring back the account they closed', async () => {
    const wish = await withForeignWish();
    expect((await wish.account.client.delete('/api/v1/settings/delete-account')).status).toBe(202);
    const token = await tokenFor(tribe, wish.account, 'account_deletion');
    expect((await tribe.client().post('/api/v1/auth/restore-account', { token })).status).toBe(204);
    await expectStays(wish, firstPassword);
  });
});

test('a stolen session is not enough', async () => {
  const account = await newAccount(tribe);
  tribe.clock.advance(11 * minute);
  expect((await change(account, newAddress())).body.code).toBe('RECENT_AUTHENTICATION_REQUIRED');
  expect((await account.client.patch('/api/v1/users/me', { bio: 'Runs at dawn' })).status).toBe(
    200,
  );
});

test('nobody fills the mailboxes of others this way', async () => {
  const account = await newAccount(tribe);
  for (let wish = 0; wish < 6; wish++)
    expect((await change(account, newAddress())).status).toBe(200);
  expect(await mailIds(tribe, account.id, 'verify_email')).toHaveLength(1 + 3);
});
