import { identity } from '@tribe/identity';
import { notifications } from '@tribe/notifications';
import { LocalIssuer, type Person, startTribe, type Tribe } from '@tribe/testing';
import { Secret, TOTP } from 'otpauth';

let issuer: LocalIssuer;
let tribe: Tribe;
beforeAll(async () => {
  issuer = await LocalIssuer.start();
  tribe = await startTribe({ services: [identity, notifications], env: issuer.environment });
});
afterAll(async () => {
  await tribe.stop();
  await issuer.stop();
});

const secondFactor = '/api/v1/auth/second-factor';
const subject = 'The way you log in changed';
let people = 0;
const newPerson = () => tribe.person(`secured${++people}`);

/** Returns the changes reported by mails about login methods, oldest first. */
async function reportedChanges({ email }: Person): Promise<string[]> {
  await tribe.settled();
  const mails = tribe.mailbox.to(email).filter((mail) => mail.subject === subject);
  return mails.map(({ text }) => /changed:\n\n(.+)\n/.exec(text)?.[1] ?? text).toReversed();
}

async function addApp(person: Person): Promise<string> {
  const { body } = await person.post(secondFactor);
  const totp = new TOTP({ secret: Secret.fromBase32(body.secret) });
  const code = totp.generate({ timestamp: tribe.clock.now().getTime() });
  const { status } = await person.post(`${secondFactor}/confirm`, { code });
  expect(status).toBe(200);
  return body.secret;
}

test('adding an authenticator app, creating recovery codes and removing the app each send a mail', async () => {
  const person = await newPerson();
  const secret = await addApp(person);
  const added = 'An authenticator app was added. Logging in now takes a code of it.';
  expect(await reportedChanges(person)).toEqual([added]);
  const { body } = await person.post(`${secondFactor}/recovery-codes`);
  const renewed = 'New recovery codes were made. The old ones do not work any more.';
  expect(await reportedChanges(person)).toEqual([added, renewed]);
  expect((await person.delete(secondFactor)).status).toBe(204);
  const removed = 'The authenticator app was removed. Logging in takes no code any more.';
  expect(await reportedChanges(person)).toEqual([added, renewed, removed]);
  const everything = JSON.stringify(tribe.mailbox.to(person.email));
  for (const word of [secret, ...body.recovery_codes]) expect(everything).not.toContain(word);
});

test('unconfirmed apps and refused changes send no mail', async () => {
  const person = await newPerson();
  await person.post(secondFactor);
  expect((await person.post(`${secondFactor}/confirm`, { code: '000000' })).status).toBe(403);
  expect((await person.delete(secondFactor)).status).toBe(204);
  expect((await person.delete(secondFactor)).status).toBe(409);
  expect((await person.post(`${secondFactor}/recovery-codes`)).status).toBe(409);
  expect(await reportedChanges(person)).toEqual([]);
});

test('the mails use the language and the current address of the user', async () => {
  const person = await newPerson();
  await person.put('/api/v1/settings/locale', { locale: 'sw-KE', timezone: 'Africa/Nairobi' });
  await person.patch('/api/v1/users/me', { email: 'thief@example.com' });
  await addApp(person);
  await tribe.settled();
  const [mail] = tribe.mailbox.to(person.email);
  expect(mail?.subject).toBe('Njia yako ya kuingia imebadilika');
  expect(mail?.text).toContain('Programu ya uthibitishaji imeongezwa.');
  expect(tribe.mailbox.to('thief@example.com').map(({ subject }) => subject)).not.toContain(
    mail?.subject,
  );
});

test('connecting and disconnecting a Google account each send a mail', async () => {
  const person = await newPerson();
  const id_token = await issuer.sign(Math.floor(tribe.clock.now().getTime() / 1000), {
    sub: 'somebody-there',
  });
  expect((await person.post('/api/v1/auth/accounts/google', { id_token })).status).toBe(201);
  expect((await person.delete('/api/v1/auth/accounts/google')).status).toBe(204);
  expect((await reportedChanges(person)).toSorted()).toEqual([
    'A Google account was connected, which can now log in.',
    'The Google account was disconnected and cannot log in any more.',
  ]);
});
