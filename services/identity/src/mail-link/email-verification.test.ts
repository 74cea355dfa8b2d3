import { randomUUID } from 'node:crypto';
import { AccountMailKind } from '@tribe/contracts';
import { LinkTokens } from '@tribe/service-kit';
import { type ApiClient, type Person, startTribe, type Tribe } from '@tribe/testing';
import { identity } from '..';
import { newPerson, rowsOf } from '../identity.test-support';
import { mailIds, mailOf, tokenFor } from '../mail/mail.test-support';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

const hour = 3_600_000;
const verify = (token: string, as: ApiClient = tribe.client()) =>
  as.post('/api/v1/auth/verify-email', { token });
const resend = (email: string) =>
  tribe.client().post('/api/v1/auth/resend-verification', { email });
const isVerified = async (person: Person) =>
  (await person.get('/api/v1/auth/me')).body.email_verified;

test('a new user gets one mail, and its link verifies the address', async () => {
  const person = await newPerson(tribe);
  expect(await isVerified(person)).toBe(false);
  const [id = '', another] = await mailIds(tribe, person.id, 'verify_email');
  expect(another).toBeUndefined();
  const mail = await mailOf(tribe, id);
  expect(mail).toMatchObject({
    kind: AccountMailKind.VERIFY_EMAIL,
    toAddress: person.email,
    fullName: person.fullName,
  });
  const { status, body } = await verify(mail?.token ?? '', person);
  expect([status, body]).toEqual([200, { email: person.email, email_verified: true }]);
  expect(await isVerified(person)).toBe(true);
});

test('a link that is followed twice returns 200, and a verified address gets no further mail', async () => {
  const person = await newPerson(tribe);
  const token = await tokenFor(tribe, person, 'verify_email');
  expect((await verify(token, person)).status).toBe(200);
  expect((await verify(token)).status).toBe(200);
  expect(await isVerified(person)).toBe(true);
  const [id = ''] = await mailIds(tribe, person.id, 'verify_email');
  expect(await mailOf(tribe, id)).toBeUndefined();
  expect((await resend(person.email)).status).toBe(202);
  expect(await mailIds(tribe, person.id, 'verify_email')).toEqual([id]);
});

test('a link expires after a day with 410 LINK_EXPIRED', async () => {
  const [inTime, late] = [await newPerson(tribe), await newPerson(tribe)];
  const tokens = [
    await tokenFor(tribe, inTime, 'verify_email'),
    await tokenFor(tribe, late, 'verify_email'),
  ];
  tribe.clock.advance(24 * hour - 60_000);
  expect((await verify(tokens[0] ?? '')).status).toBe(200);
  tribe.clock.advance(60_001);
  const { status, body } = await verify(tokens[1] ?? '');
  expect([status, body.code]).toEqual([410, 'LINK_EXPIRED']);
});

test('sends at most three mails in an hour', async () => {
  const person = await newPerson(tribe);
  for (let asked = 0; asked < 5; asked++) expect((await resend(person.email)).status).toBe(202);
  expect(await mailIds(tribe, person.id, 'verify_email')).toHaveLength(3);
  tribe.clock.advance(hour + 1);
  await resend(person.email);
  expect(await mailIds(tribe, person.id, 'verify_email')).toHaveLength(4);
});

test('earlier links still work after a new mail is sent', async () => {
  const person = await newPerson(tribe);
  const first = await tokenFor(tribe, person, 'verify_email');
  await resend(person.email);
  expect(await tokenFor(tribe, person, 'verify_email')).not.toBe(first);
  expect((await verify(first)).status).toBe(200);
});

test('refuses a made-up token and a token for another purpose with 422 LINK_INVALID', async () => {
  const person = await newPerson(tribe);
  const links = tribe.service('identity').app.get(LinkTokens);
  const [id = ''] = await mailIds(tribe, person.id, 'verify_email');
  for (const token of [
    'x',
    links.tokenOf('reset_password', id),
    links.tokenOf('verify_email', randomUUID()),
  ]) {
    const { status, body } = await verify(token);
    expect([status, body.code]).toEqual([422, 'LINK_INVALID']);
  }
  expect(await isVerified(person)).toBe(false);
});

test('stores the address only with the account and the mail, and the token nowhere', async () => {
  const person = await newPerson(tribe);
  const token = await tokenFor(tribe, person, 'verify_email');
  const rows = await rowsOf(
    tribe,
    `SELECT encode(payload, 'escape') AS text FROM outbox
     UNION ALL SELECT payload::text FROM due_jobs
     UNION ALL SELECT (to_jsonb(account_mails) - 'email')::text FROM account_mails`,
  );
  const stored = rows.map(({ text }) => String(text)).join('\n');
  expect(stored).toContain(person.id);
  expect(stored).not.toContain(person.email);
  expect(stored).not.toContain(token);
});
