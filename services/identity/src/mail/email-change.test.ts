import { AccountMailKind } from '@tribe/contracts';
import { type ApiClient, type Person, startTribe, type Tribe } from '@tribe/testing';
import { identity } from '..';
import { newPerson, outcomeOf } from '../identity.test-support';
import { mailIds, mailOf, tokenFor } from './mail.test-support';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

const minute = 60_000;
let addresses = 0;
const newAddress = () => `elsewhere${++addresses}@example.com`;
const change = (person: Person, email: string) => person.patch('/api/v1/users/me', { email });
const verify = (as: ApiClient, token: string) => as.post('/api/v1/auth/verify-email', { token });
const statusOfLogin = async (email: string, { password }: Person) =>
  (await tribe.client().post('/api/v1/auth/login', { email, password })).status;

test('changes the address once the link to the new address is followed, and notifies the old address', async () => {
  const person = await newPerson(tribe);
  await verify(person, await tokenFor(tribe, person, 'verify_email'));
  const address = newAddress();
  const { status, body } = await change(person, address);
  expect([status, body.email, body.email_verified]).toEqual([200, address, false]);
  expect(await statusOfLogin(address, person)).toBe(401);
  expect(await statusOfLogin(person.email, person)).toBe(200);
  const [notice = ''] = await mailIds(tribe, person.id, 'email_changed');
  expect(await mailOf(tribe, notice)).toMatchObject({
    kind: AccountMailKind.EMAIL_CHANGED,
    toAddress: person.email,
  });
  const link = await tokenFor(tribe, person, 'verify_email');
  expect((await verify(person, link)).body.email).toBe(address);
  expect(await statusOfLogin(address, person)).toBe(200);
  expect(await statusOfLogin(person.email, person)).toBe(401);
  expect((await person.get('/api/v1/auth/me')).body).toMatchObject({
    email: address,
    email_verified: true,
  });
});

test('returns the same response for the address of another user and sends no mail to it', async () => {
  const [person, other] = [await newPerson(tribe), await newPerson(tribe)];
  const { status, body } = await change(person, other.email);
  expect([status, body.email, body.email_verified]).toEqual([200, other.email, false]);
  await tribe.client().post('/api/v1/auth/resend-verification', { email: person.email });
  expect(await mailIds(tribe, person.id, 'verify_email')).toHaveLength(1);
  expect(await statusOfLogin(person.email, person)).toBe(200);
});

test('gives an address that two users request to the first that follows the link', async () => {
  const [first, second] = [await newPerson(tribe), await newPerson(tribe)];
  const address = newAddress();
  await change(first, address);
  await change(second, address);
  const requests = [
    [first, await tokenFor(tribe, first, 'verify_email')],
    [second, await tokenFor(tribe, second, 'verify_email')],
  ] as const;
  const answers = await Promise.all(requests.map(([person, token]) => verify(person, token)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
});

test('a request for an address that another user has verified since looks like before, until it is cancelled', async () => {
  const [person, other] = [await newPerson(tribe), await newPerson(tribe)];
  const address = newAddress();
  const requested = await change(person, address);
  await change(other, address);
  expect((await verify(other, await tokenFor(tribe, other, 'verify_email'))).status).toBe(200);
  const account = async () => (await person.get('/api/v1/auth/me')).body;
  const { email, email_verified } = requested.body;
  expect(await account()).toMatchObject({ email, email_verified });
  await change(person, person.email);
  expect(await account()).toMatchObject({ email: person.email });
});

test('requesting the current address cancels the change and disables its link', async () => {
  const person = await newPerson(tribe);
  await change(person, newAddress());
  const token = await tokenFor(tribe, person, 'verify_email');
  expect((await change(person, person.email)).body.email).toBe(person.email);
  expect((await verify(person, token)).body.code).toBe('LINK_INVALID');
});

describe('a link to the address of another person', () => {
  async function requested() {
    const [person, email] = [await newPerson(tribe), newAddress()];
    await change(person, email);
    const [, id = ''] = await mailIds(tribe, person.id, 'verify_email');
    const mail = await mailOf(tribe, id);
    return { person, email, mail, token: mail?.token ?? '' };
  }

  test('does not move the account without a session or the password of the account', async () => {
    const { person, email, token } = await requested();
    const [stranger, ended] = [await newPerson(tribe), await person.logIn()];
    expect(outcomeOf(await verify(tribe.client(), token))).toEqual([403, 'ACCOUNT_PROOF_REQUIRED']);
    expect(outcomeOf(await verify(stranger, token))).toEqual([403, 'ACCOUNT_PROOF_REQUIRED']);
    await ended.post('/api/v1/auth/logout');
    expect(outcomeOf(await verify(ended, token))).toEqual([401, 'SESSION_REVOKED']);
    const body = { token, password: 'a wrong guess' };
    const guess = await tribe.client().post('/api/v1/auth/verify-email', body);
    expect(outcomeOf(guess)).toEqual([403, 'CURRENT_PASSWORD_WRONG']);
    expect(await statusOfLogin(email, person)).toBe(401);
  });

  test('moves the account with its password', async () => {
    const { person, email, token } = await requested();
    const body = { token, password: person.password };
    const { status } = await tribe.client().post('/api/v1/auth/verify-email', body);
    expect([status, await statusOfLogin(email, person)]).toEqual([200, 200]);
  });

  test('names the account in the mail by a masked username', async () => {
    const { person, email, mail } = await requested();
    const { username } = person;
    expect(mail).toMatchObject({
      toAddress: email,
      movingAccount: `${username.slice(0, 1)}•••${username.slice(-1)}`,
    });
    const [id = ''] = await mailIds(tribe, person.id, 'verify_email');
    expect((await mailOf(tribe, id))?.movingAccount).toBeUndefined();
  });
});

describe('a change that a thief requested', () => {
  const newPassword = 'Nairobi by night train';
  const passwords = { new_password: newPassword, confirm_password: newPassword };

  async function withRequestedChange() {
    const person = await newPerson(tribe);
    await change(person, newAddress());
    return { person, link: await tokenFor(tribe, person, 'verify_email') };
  }

  async function expectCancelled(
    { person, link }: Awaited<ReturnType<typeof withRequestedChange>>,
    password: string,
  ) {
    const { body } = await tribe
      .client()
      .post('/api/v1/auth/login', { email: person.email, password });
    expect(body.user?.email).toBe(person.email);
    expect((await verify(tribe.client(), link)).body.code).toBe('LINK_INVALID');
    const mails = await mailIds(tribe, person.id, 'verify_email');
    await tribe.client().post('/api/v1/auth/resend-verification', { email: person.email });
    const [another] = (await mailIds(tribe, person.id, 'verify_email')).slice(mails.length);
    if (another) expect((await mailOf(tribe, another))?.toAddress).toBe(person.email);
  }

  test('is cancelled when the owner changes the password', async () => {
    const requested = await withRequestedChange();
    const body = { current_password: requested.person.password, ...passwords };
    expect((await requested.person.post('/api/v1/auth/change-password', body)).status).toBe(204);
    await expectCancelled(requested, newPassword);
  });

  test('is cancelled when the owner resets the password', async () => {
    const requested = await withRequestedChange();
    await tribe.client().post('/api/v1/auth/forgot-password', { email: requested.person.email });
    const token = await tokenFor(tribe, requested.person, 'reset_password');
    expect(
      (await tribe.client().post('/api/v1/auth/reset-password', { token, ...passwords })).status,
    ).toBe(204);
    await expectCancelled(requested, newPassword);
  });

  test('is cancelled when the owner restores the account', async () => {
    const requested = await withRequestedChange();
    expect((await requested.person.delete('/api/v1/settings/delete-account')).status).toBe(202);
    const token = await tokenFor(tribe, requested.person, 'account_deletion');
    expect((await tribe.client().post('/api/v1/auth/restore-account', { token })).status).toBe(204);
    await expectCancelled(requested, requested.person.password);
  });
});

test('refuses a change without a recent authentication with 403 RECENT_AUTHENTICATION_REQUIRED', async () => {
  const person = await newPerson(tribe);
  tribe.clock.advance(11 * minute);
  expect((await change(person, newAddress())).body.code).toBe('RECENT_AUTHENTICATION_REQUIRED');
  expect((await person.patch('/api/v1/users/me', { bio: 'Runs at dawn' })).status).toBe(200);
});

test('mails at most three requested changes in an hour', async () => {
  const person = await newPerson(tribe);
  for (let count = 0; count < 6; count++)
    expect((await change(person, newAddress())).status).toBe(200);
  expect(await mailIds(tribe, person.id, 'verify_email')).toHaveLength(1 + 3);
});
