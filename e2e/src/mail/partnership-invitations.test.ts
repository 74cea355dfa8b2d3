import { identity } from '@tribe/identity';
import { notifications } from '@tribe/notifications';
import { socialGraph } from '@tribe/social-graph';
import { startTribe, type Tribe } from '@tribe/testing';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity, socialGraph, notifications] });
});
afterEach(() => tribe.mailbox.refuse(undefined));
afterAll(() => tribe.stop());

const invite = async (email: string, kind: 'duo' | 'accountability' = 'accountability') => {
  const brian = await tribe.person('brian');
  await tribe.settled();
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
  expect(mail?.text).toContain('“Dawn runners”');
  const link = new URL(/https:\/\/\S+/.exec(mail?.text ?? '')?.[0] ?? 'about:blank');
  expect(link.pathname).toBe('/partnership-invitation');
  const { status, body } = await clarie.post('/api/v1/partnerships/accept', {
    token: link.hash.replace('#token=', ''),
  });
  expect([status, body.status]).toEqual([200, 'active']);
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
