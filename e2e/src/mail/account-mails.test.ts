import { identity } from '@tribe/identity';
import { notifications } from '@tribe/notifications';
import { eventually, startTribe, type Tribe } from '@tribe/testing';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity, notifications] });
});
afterAll(() => tribe.stop());
afterEach(() => tribe.mailbox.refuse(undefined));

const hour = 3_600_000;
const newPassword = 'Nairobi by night train';
let people = 0;
const newPerson = () => tribe.person(`mailed${++people}`);

/** Returns the mails to an address once the system is idle, newest first. */
async function mailsTo(email: string) {
  await tribe.settled();
  return tribe.mailbox.to(email);
}

/** Returns the link in the plain text of a mail. */
function linkIn(text: string): URL {
  return new URL(/https:\/\/\S+/.exec(text)?.[0] ?? 'about:blank');
}

const tokenIn = (text: string) => linkIn(text).hash.replace('#token=', '');

test('a registration sends a mail whose link confirms the address', async () => {
  const brian = await tribe.person('brian');
  const [mail, another] = await mailsTo(brian.email);
  expect(another).toBeUndefined();
  expect(mail).toMatchObject({
    from: 'Tribe <hello@tribe.app>',
    subject: 'Confirm your e-mail address',
  });
  expect(mail?.text).toContain('Hello Brian Okuku,');
  expect(mail?.headers['auto-submitted']).toBe('auto-generated');
  const link = linkIn(mail?.text ?? '');
  expect(link.origin + link.pathname).toBe('https://tribe.test/verify-email');
  expect(mail?.html).toContain(`href="${link.href}"`);
  const token = tokenIn(mail?.text ?? '');
  const { status } = await brian.post('/api/v1/auth/verify-email', { token });
  expect(status).toBe(200);
  expect((await brian.get('/api/v1/auth/me')).body.email_verified).toBe(true);
});

test('a registration with a known address is reported to its owner by mail, once a day', async () => {
  const person = await newPerson();
  await tribe.settled();
  const { email, password } = person;
  const register = (username: string) =>
    tribe.client().post('/api/v1/auth/register', {
      email: email.toUpperCase(),
      username,
      full_name: 'Some Body',
      password,
      confirm_password: password,
    });
  for (const username of ['somebody_1', 'somebody_2'])
    expect((await register(username)).body.code).toBe('EMAIL_TAKEN');
  const subject = 'You already have an account';
  const reports = async () => (await mailsTo(email)).filter((mail) => mail.subject === subject);
  const [report, another] = await reports();
  expect(another).toBeUndefined();
  expect(report?.text).toContain(`tried to open a Tribe account with ${email}`);
  tribe.clock.advance(24 * hour + 1);
  await register('somebody_3');
  expect(await reports()).toHaveLength(2);
});

test('a change of the address is confirmed in the session of the account that the mail names', async () => {
  const person = await newPerson();
  const email = `moved.${person.email}`;
  await person.patch('/api/v1/users/me', { email });
  const [mail] = await mailsTo(email);
  expect(mail?.subject).toBe('Confirm the new address of an account');
  expect(mail?.text).not.toContain('Welcome');
  const { username } = person;
  expect(mail?.text).toContain(`account ${username.slice(0, 1)}•••${username.slice(-1)} wants to`);
  const token = tokenIn(mail?.text ?? '');
  const { body } = await tribe.client().post('/api/v1/auth/verify-email', { token });
  expect(body.code).toBe('ACCOUNT_PROOF_REQUIRED');
  expect((await person.post('/api/v1/auth/verify-email', { token })).body.email).toBe(email);
});

test('a forgotten password is reset by mail, and the change is reported by mail', async () => {
  const person = await newPerson();
  await tribe.client().post('/api/v1/auth/forgot-password', { email: person.email });
  const [mail] = await mailsTo(person.email);
  expect(mail?.subject).toBe('Set a new password');
  const body = {
    token: tokenIn(mail?.text ?? ''),
    new_password: newPassword,
    confirm_password: newPassword,
  };
  expect((await tribe.client().post('/api/v1/auth/reset-password', body)).status).toBe(204);
  const { status } = await tribe
    .client()
    .post('/api/v1/auth/login', { email: person.email, password: newPassword });
  expect(status).toBe(200);
  expect((await mailsTo(person.email))[0]?.subject).toBe('Your password was changed');
});

test('mails use the language and the time zone of the user', async () => {
  const person = await newPerson();
  const settings = { locale: 'fr', timezone: 'Africa/Nairobi' };
  expect((await person.put('/api/v1/settings/locale', settings)).status).toBe(200);
  await tribe.client().post('/api/v1/auth/forgot-password', { email: person.email });
  const [mail] = await mailsTo(person.email);
  expect(mail?.subject).toBe('Choisissez un nouveau mot de passe');
  expect(mail?.text).toMatch(/une seule fois, jusqu’au .+UTC\+3/);
});

test('no mail is sent to an address without an account', async () => {
  await tribe.client().post('/api/v1/auth/forgot-password', { email: 'nobody@example.com' });
  expect(await mailsTo('nobody@example.com')).toEqual([]);
});

test('a mail is retried while the mail server is unavailable, and sent once', async () => {
  tribe.mailbox.refuse({ code: 451, message: 'try later' });
  const person = await newPerson();
  expect(await mailsTo(person.email)).toEqual([]);
  tribe.mailbox.refuse(undefined);
  tribe.clock.advance(60_000);
  await eventually(() => tribe.mailbox.to(person.email).length > 0);
  tribe.clock.advance(hour);
  expect(await mailsTo(person.email)).toHaveLength(1);
});

test('a mail is retried while identity is unavailable', async () => {
  const person = await newPerson();
  await tribe.settled();
  await tribe.stopService('notifications');
  await tribe.client().post('/api/v1/auth/forgot-password', { email: person.email });
  await eventually(async () => {
    const { rows } = await (
      await tribe.db('identity')
    ).query(`SELECT FROM outbox WHERE published_at IS NULL
             UNION ALL SELECT FROM due_jobs WHERE state <> 'done'`);
    expect(rows).toHaveLength(0);
  });
  await tribe.stopService('identity');
  await tribe.startService('notifications');
  await eventually(async () => {
    const { rows } = await (
      await tribe.db('notifications')
    ).query(
      `SELECT FROM due_jobs WHERE kind = 'notifications-send-account-mail-v1' AND state = 'due' AND attempts > 0`,
    );
    expect(rows).toHaveLength(1);
  });
  await tribe.startService('identity');
  tribe.clock.advance(60_000);
  await eventually(() =>
    tribe.mailbox.to(person.email).some(({ subject }) => subject === 'Set a new password'),
  );
});

test('a mail whose link was used or has expired in the meantime is not sent', async () => {
  tribe.mailbox.refuse({ code: 451, message: 'try later' });
  const person = await newPerson();
  await tribe.settled();
  tribe.clock.advance(25 * hour);
  tribe.mailbox.refuse(undefined);
  expect(await mailsTo(person.email)).toEqual([]);
});

test('a mail to an address that the mail server rejects is not retried', async () => {
  tribe.mailbox.refuse({ code: 550, message: 'no such user' });
  const person = await newPerson();
  await tribe.settled();
  const { rows } = await (
    await tribe.db('notifications')
  ).query(
    `SELECT attempts, state FROM due_jobs WHERE kind = 'notifications-send-account-mail-v1' ORDER BY id DESC LIMIT 1`,
  );
  expect(rows).toEqual([{ attempts: 1, state: 'done' }]);
  tribe.mailbox.refuse(undefined);
  tribe.clock.advance(hour);
  expect(await mailsTo(person.email)).toEqual([]);
});
