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

test('changes the address once the link to the new address is followed, and notifies the old address', async () => {
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

test('returns the same response for the address of another user and sends no mail to it', async () => {
  const [account, other] = [await newAccount(tribe), await newAccount(tribe)];
  const { status, body } = await change(account, other.email);
  expect([status, body.email, body.email_verified]).toEqual([200, other.email, false]);
  await tribe.client().post('/api/v1/auth/resend-verification', { email: account.email });
  expect(await mailIds(tribe, account.id, 'verify_email')).toHaveLength(1);
  expect((await logIn(account.email)).status).toBe(200);
});

test('gives an address that two users request to the first that follows the link', async () => {
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

test('requesting the current address cancels the change and disables its link', async () => {
  const account = await newAccount(tribe);
  await change(account, newAddress());
  const token = await tokenFor(tribe, account, 'verify_email');
  expect((await change(account, account.email)).body.email).toBe(account.email);
  expect((await verify(token)).body.code).toBe('LINK_INVALID');
});

describe('a change that a thief requested', () => {
  const newPassword = 'Nairobi by night train';
  const passwords = { new_password: newPassword, confirm_password: newPassword };

  async function withRequestedChange() {
    const account = await newAccount(tribe);
    await change(account, newAddress());
    return { account, link: await tokenFor(tribe, account, 'verify_email') };
  }

  async function expectCancelled(
    { account, link }: Awaited<ReturnType<typeof withRequestedChange>>,
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

  test('is cancelled when the owner changes the password', async () => {
    const requested = await withRequestedChange();
    const body = { current_password: firstPassword, ...passwords };
    expect((await requested.account.client.post('/api/v1/auth/change-password', body)).status).toBe(
      204,
    );
    await expectCancelled(requested, newPassword);
  });

  test('is cancelled when the owner resets the password', async () => {
    const requested = await withRequestedChange();
    await tribe.client().post('/api/v1/auth/forgot-password', { email: requested.account.email });
    const token = await tokenFor(tribe, requested.account, 'reset_password');
    expect(
      (await tribe.client().post('/api/v1/auth/reset-password', { token, ...passwords })).status,
    ).toBe(204);
    await expectCancelled(requested, newPassword);
  });

  test('is cancelled when the owner restores the account', async () => {
    const requested = await withRequestedChange();
    expect((await requested.account.client.delete('/api/v1/settings/delete-account')).status).toBe(
      202,
    );
    const token = await tokenFor(tribe, requested.account, 'account_deletion');
    expect((await tribe.client().post('/api/v1/auth/restore-account', { token })).status).toBe(204);
    await expectCancelled(requested, firstPassword);
  });
});

test('refuses a change without a recent authentication with 403 RECENT_AUTHENTICATION_REQUIRED', async () => {
  const account = await newAccount(tribe);
  tribe.clock.advance(11 * minute);
  expect((await change(account, newAddress())).body.code).toBe('RECENT_AUTHENTICATION_REQUIRED');
  expect((await account.client.patch('/api/v1/users/me', { bio: 'Runs at dawn' })).status).toBe(
    200,
  );
});

test('mails at most three requested changes in an hour', async () => {
  const account = await newAccount(tribe);
  for (let count = 0; count < 6; count++)
    expect((await change(account, newAddress())).status).toBe(200);
  expect(await mailIds(tribe, account.id, 'verify_email')).toHaveLength(1 + 3);
});
