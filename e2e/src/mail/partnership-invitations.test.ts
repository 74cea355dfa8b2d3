import { identity } from '@tribe/identity';
import { notifications } from '@tribe/notifications';
import { socialGraph } from '@tribe/social-graph';
import { type Person, startTribe, type Tribe } from '@tribe/testing';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity, socialGraph, notifications] });
});
afterEach(() => tribe.mailbox.refuse(undefined));
afterAll(() => tribe.stop());

/** Only users whose own address is verified can invite by mail. */
async function verifiedPerson(name: string): Promise<Person> {
  const person = await tribe.person(name);
  await tribe.settled();
  const { body } = await person.get('/api/v1/auth/me');
  if (body.email_verified) return person;
  const token = tribe.mailbox.tokenTo(person.email);
  expect((await person.post('/api/v1/auth/verify-email', { token })).status).toBe(200);

  return person;
}

const invite = async (email: string, kind: 'duo' | 'accountability' = 'accountability') => {
  const brian = await verifiedPerson('brian');
  return brian.post('/api/v1/partnerships', { kind, email, name: 'Dawn runners' });
};

async function mailsTo(email: string) {
  await tribe.settled();
  return tribe.mailbox.to(email).filter(({ subject }) => subject.includes('partner'));
}

test('an invitation by address sends a mail, and its token accepts the invitation', async () => {
  const clarie = await tribe.person('clarie');
  expect((await invite(clarie.email)).status).toBe(201);
  const [mail, another] = await mailsTo(clarie.email);
  expect(another).toBeUndefined();
  expect(mail?.subject).toBe('Brian Okuku wants you as a partner on Tribe');
  expect(mail?.text).toContain('(@brianokuku) invites you');
  // No free text of a user reaches an address that may belong to a stranger.
  expect(mail?.text).not.toContain('Dawn runners');
  const link = new URL(/https:\/\/\S+/.exec(mail?.text ?? '')?.[0] ?? 'about:blank');
  expect(link.pathname).toBe('/partnership-invitation');
  const { status, body } = await clarie.post('/api/v1/partnerships/accept', {
    token: link.hash.replace('#token=', ''),
  });
  expect([status, body.status]).toEqual([200, 'active']);
});

test('the owner of an address stops invitations with the link in the mail, which mail clients offer too', async () => {
  const email = 'no.more@example.com';
  expect((await invite(email)).status).toBe(201);
  const [mail] = await mailsTo(email);
  const url = /https:\/\/\S+\/refuse-invitations#token=\S+/.exec(mail?.text ?? '')?.[0] ?? '';
  expect(mail?.headers['list-unsubscribe']).toBe(`<${url}>`);
  const token = new URL(url).hash.replace('#token=', '');
  const { status } = await tribe
    .client()
    .post('/api/v1/partnerships/refuse-invitations', { token });
  expect([status, (await invite(email)).status]).toEqual([204, 201]);
  expect(await mailsTo(email)).toHaveLength(1);
});

test('a user who has blocked the inviter gets no mail at their address, and the inviter sees no difference', async () => {
  const alvin = await verifiedPerson('alvin');
  const brian = await tribe.person('brian');
  await alvin.post('/api/v1/settings/blocked-users', { user_id: brian.id });
  const { status, body } = await invite(alvin.email);
  expect([status, body.status, body.invited_by_email]).toEqual([201, 'pending_invite', true]);
  expect(await mailsTo(alvin.email)).toEqual([]);
});

test('a user who has blocked the inviter and closed their account gets no mail either', async () => {
  const closing = await verifiedPerson('closing');
  const brian = await tribe.person('brian');
  await closing.post('/api/v1/settings/blocked-users', { user_id: brian.id });
  expect((await closing.delete('/api/v1/settings/delete-account')).status).toBe(202);
  const { status, body } = await invite(closing.email);
  expect([status, body.status]).toEqual([201, 'pending_invite']);
  expect(await mailsTo(closing.email)).toEqual([]);
});

test('the mail waits while identity, which knows the owner of the address, is unavailable', async () => {
  tribe.mailbox.refuse({ code: 451, message: 'try later' });
  expect((await invite('waiting@example.com')).status).toBe(201);
  await tribe.settled();
  tribe.mailbox.refuse(undefined);
  await tribe.stopService('identity');
  tribe.clock.advance(60_000);
  const meanwhile = await mailsTo('waiting@example.com');
  await tribe.startService('identity');
  tribe.clock.advance(10 * 60_000);
  const [mail, another] = await mailsTo('waiting@example.com');
  expect([meanwhile.length, mail?.to, another]).toEqual([0, ['waiting@example.com'], undefined]);
});

test('an invitation that was withdrawn in the meantime is not sent', async () => {
  tribe.mailbox.refuse({ code: 451, message: 'try later' });
  const { body } = await invite('somebody.else@example.com');
  await tribe.settled();
  const brian = await tribe.person('brian');
  expect((await brian.put(`/api/v1/partnerships/${body.id}/dissolve`)).status).toBe(200);
  tribe.mailbox.refuse(undefined);
  tribe.clock.advance(60_000);
  expect(await mailsTo('somebody.else@example.com')).toEqual([]);
});
