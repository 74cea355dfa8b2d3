import { gateway } from '@tribe/gateway';
import { identity } from '@tribe/identity';
import { notifications } from '@tribe/notifications';
import { socialGraph } from '@tribe/social-graph';
import { eventually, type Person, startTribe, type Tribe } from '@tribe/testing';
import { Browser } from './browser';

let tribe: Tribe;
const open: Browser[] = [];

beforeAll(async () => {
  tribe = await startTribe({ services: [identity, socialGraph, notifications, gateway] });
});
afterEach(() => open.splice(0).forEach((browser) => browser.close()));
afterAll(() => tribe.stop());

const newPassword = 'Nairobi by night train';
let people = 0;
const newPerson = () => tribe.person(`linked${++people}`);

/** Opens the link of the newest mail to a person, with the origin of this system. */
async function followMail(person: Person, language?: string): Promise<Browser> {
  await tribe.settled();
  const text = tribe.mailbox.to(person.email)[0]?.text ?? '';
  const { pathname, hash } = new URL(/https:\/\/\S+/.exec(text)?.[0] ?? 'about:blank');
  return openPage(pathname + hash, language);
}

async function openPage(path: string, language?: string): Promise<Browser> {
  const browser = await Browser.open(tribe.service('gateway').url + path, language);
  open.push(browser);
  return browser;
}

const says = (browser: Browser, text: string) =>
  eventually(() => expect(browser.message).toBe(text));

test('the address is confirmed when the user presses the button, not when the page opens', async () => {
  const person = await newPerson();
  const browser = await followMail(person);
  expect(browser.hasForm).toBe(true);
  expect((await person.get('/api/v1/auth/me')).body.email_verified).toBe(false);
  browser.fill('current-password', 'a wrong guess');
  browser.press();
  await says(browser, 'This is not the password of the account.');
  browser.fill('current-password', person.password);
  browser.press();
  await says(browser, 'Your address is confirmed. You can go back to the app.');
  expect(browser.hasForm).toBe(false);
  expect((await person.get('/api/v1/auth/me')).body.email_verified).toBe(true);
});

test('the address is confirmed without the password, which ends every session and mails a link to a new password', async () => {
  const person = await newPerson();
  (await followMail(person)).press();
  await eventually(async () =>
    expect((await person.get('/api/v1/auth/me')).body.code).toBe('SESSION_REVOKED'),
  );
  const browser = await followMail(person);
  browser.fill('password', newPassword);
  browser.fill('confirmation', newPassword);
  browser.press();
  await says(browser, 'Your new password is set. You can sign in with it in the app.');
});

test('the token is removed from the URL', async () => {
  const browser = await followMail(await newPerson());
  expect(browser.address).toBe(`${tribe.service('gateway').url}/verify-email`);
});

test('a new password is set on the page, which explains errors and allows another try', async () => {
  const person = await newPerson();
  await tribe.client().post('/api/v1/auth/forgot-password', { email: person.email });
  const browser = await followMail(person);
  const set = (password: string, confirmation = password) => {
    browser.fill('password', password);
    browser.fill('confirmation', confirmation);
    browser.press();
  };
  set(newPassword, 'Nairobi by day train');
  await says(browser, 'The two passwords differ.');
  set('password1');
  await says(browser, 'This password is too easy to guess.');
  set(person.password);
  await says(browser, 'You used this password recently. Please choose another.');
  set(newPassword);
  await says(browser, 'Your new password is set. You can sign in with it in the app.');
  const { status } = await tribe
    .client()
    .post('/api/v1/auth/login', { email: person.email, password: newPassword });
  expect(status).toBe(200);
});

test('the page shows an error for a used, invalid or incomplete link', async () => {
  const person = await newPerson();
  await tribe.client().post('/api/v1/auth/forgot-password', { email: person.email });
  const [first, second] = [await followMail(person), await followMail(person)];
  for (const browser of [first, second]) {
    browser.fill('password', newPassword);
    browser.fill('confirmation', newPassword);
    browser.press();
    await eventually(() => browser.hasForm === false);
  }
  const invalid = 'This link does not work, or no longer. Ask for another in the app.';
  expect(second.message).toBe(invalid);
  const madeUp = await openPage('/verify-email#token=made-up');
  madeUp.press();
  await says(madeUp, invalid);
  expect(await openPage('/verify-email')).toMatchObject({ message: invalid, hasForm: false });
});

test('the page of a partnership invitation refers to the app and keeps the link', async () => {
  const browser = await openPage('/partnership-invitation#token=abc');
  expect(browser).toMatchObject({
    message: 'Open this link on your phone, in the Tribe app, to see who wants to be your partner.',
    hasForm: false,
  });
  expect(browser.address).toMatch(/#token=abc$/);
});

test('invitations are refused when the button is pressed', async () => {
  const inviter = await newPerson();
  const verification = await followMail(inviter);
  verification.fill('current-password', inviter.password);
  verification.press();
  await says(verification, 'Your address is confirmed. You can go back to the app.');
  const email = 'refusing@example.com';
  const invited = () =>
    inviter.post('/api/v1/partnerships', { kind: 'accountability', email, name: 'Runners' });
  const mails = async () => {
    await tribe.settled();
    return tribe.mailbox.to(email);
  };
  await invited();
  const [mail] = await mails();
  const path = /\/refuse-invitations#token=\S+/.exec(mail?.text ?? '')?.[0] ?? '';
  const browser = await openPage(path);
  expect(browser.message).toContain('never send invitations to this address again');
  expect((await invited()).status).toBe(201);
  expect(await mails()).toHaveLength(2);
  browser.press();
  await says(browser, 'This address gets no more invitations.');
  expect((await invited()).status).toBe(201);
  expect(await mails()).toHaveLength(2);
});

test('the page uses the language of the browser, or English', async () => {
  const page = '/verify-email#token=x';
  expect(await openPage(page, 'fr-CA')).toMatchObject({
    language: 'fr',
    message: 'Un geste, et votre compte est complet.',
  });
  expect((await openPage(page, 'sw')).language).toBe('sw');
  expect((await openPage(page, 'tlh')).language).toBe('en');
});

test('the pages load only resources of this origin, and cannot be framed or cached', async () => {
  for (const path of [
    '/verify-email',
    '/reset-password',
    '/partnership-invitation',
    '/refuse-invitations',
  ]) {
    const { status, body, headers } = await tribe.client().get<string>(path);
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    });
    for (const [, source = ''] of body.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect(source).toMatch(/^\/links\//);
      expect((await tribe.client().get(source)).status).toBe(200);
    }
  }
});
