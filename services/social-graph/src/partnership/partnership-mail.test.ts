import { fromBinary } from '@bufbuild/protobuf';
import { Module } from '@nestjs/common';
import { PartnershipInvitationService, PartnershipInvitedSchema } from '@tribe/contracts';
import { Rpc, RpcModule } from '@tribe/rpc';
import { baseConfig, dayMs, defineService, newId } from '@tribe/service-kit';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import {
  act,
  invite,
  inviteAgain,
  listed,
  look,
  Partners,
  partnerships,
  startEmailDirectory,
  type EmailDirectory,
} from './partnership.test-support';

@Module({ imports: [RpcModule] })
class MailerModule {}

/** Stands for notifications, which sends the mails. */
const mailer = defineService({ name: 'notifications', module: MailerModule, config: baseConfig });

let tribe: Tribe;
let partners: Partners;
let directory: EmailDirectory;
let address: string;
let brian: Person;
let alvin: Person;

beforeAll(async () => {
  tribe = await startTribe({ services: [mailer, socialGraph] });
  partners = new Partners(tribe);
  directory = await startEmailDirectory(tribe);
});
afterAll(() => tribe.stop());
beforeEach(async () => {
  address = `Alvin.${newId()}@Example.com`;
  [brian, alvin] = (await partners.people(2)) as [Person, Person];
});

/** The answer of the RPC about the newest invitation of a partnership. */
async function invitationOf(partnershipId: string) {
  const { invitation_id: invitationId } = await partners.row(partnershipId);
  return getInvitation(invitationId as string);
}

const getInvitation = (invitationId: string) =>
  tribe
    .service('notifications')
    .app.get(Rpc, { strict: false })
    .client(PartnershipInvitationService)
    .getPartnershipInvitation({ invitationId });

const answer = (by: Person, what: 'accept' | 'decline', token: string) =>
  by.post(`${partnerships}/${what}`, { token });

const notFound = { code: 'PARTNERSHIP_INVITATION_NOT_FOUND' };

test('Brian invites an address, the reader of the mail accepts, and they are partners', async () => {
  const { status, body } = await invite(brian, { email: address, name: 'Early birds' });
  expect([status, body.status, body.user2_id, body.partner, body.invited_by_email]).toEqual([
    201,
    'pending_invite',
    null,
    null,
    true,
  ]);
  const mail = await invitationOf(body.id);
  expect(mail).toMatchObject({
    recipientEmail: address.toLowerCase(),
    inviter: { id: brian.id, fullName: brian.fullName },
    expiresAt: { seconds: BigInt(Math.floor(Date.parse(body.invite_expires_at) / 1000)) },
  });
  expect((await invitationOf(body.id)).token).toBe(mail.token);
  const accepted = await answer(alvin, 'accept', mail.token);
  expect(accepted).toMatchObject({
    status: 200,
    body: { id: body.id, status: 'active', partner: { id: brian.id } },
  });
  expect((await look(brian, body.id)).body).toMatchObject({
    user2_id: alvin.id,
    partner: { id: alvin.id },
  });
  expect(await partners.eventsOf(body.id)).toEqual(['invited', 'activated']);
});

test('the answer to an invitation is the same for addresses with and without an account', async () => {
  const plain = ({ status, body }: Awaited<ReturnType<typeof invite>>) => ({
    status,
    body: { ...body, id: '', created_at: '', invite_expires_at: '' },
  });
  const known = plain(await invite(brian, { email: alvin.email }));
  const unknown = plain(await invite(brian, { email: `${newId()}@example.com` }));
  expect(known).toEqual(unknown);
});

test('no event, job or row has the address or the token after the answer', async () => {
  const { id } = (await invite(brian, { email: address })).body;
  const { token } = await invitationOf(id);
  const [event] = await partners.rows(`SELECT payload FROM outbox WHERE entity_id = $1`, [id]);
  const { invitationId, byEmail, partnership } = fromBinary(
    PartnershipInvitedSchema,
    event?.['payload'] as Buffer,
  );
  expect([byEmail, partnership?.partnerId, invitationId]).toEqual([
    true,
    undefined,
    expect.any(String),
  ]);
  await answer(alvin, 'decline', token);
  const tables = await partners.rows(
    `SELECT tablename FROM pg_tables WHERE schemaname = current_schema()`,
  );
  for (const { tablename } of tables) {
    const rows = await partners.rows(
      `SELECT to_jsonb(t)::text AS text FROM "${tablename as string}" AS t`,
    );
    const text = rows
      .map((row) => row['text'])
      .join('\n')
      .toLowerCase();
    const invited = address.toLowerCase();
    const secrets = [invited, Buffer.from(invited).toString('hex'), token.toLowerCase()];
    expect([tablename, secrets.filter((secret) => text.includes(secret))]).toEqual([tablename, []]);
  }
});

describe('a token', () => {
  test('can be used once', async () => {
    const { id } = (await invite(brian, { email: address, kind: 'accountability' })).body;
    const { token } = await invitationOf(id);
    expect((await answer(alvin, 'accept', token)).status).toBe(200);
    const [clarie] = (await partners.people(1)) as [Person];
    for (const person of [alvin, clarie]) {
      expect(await answer(person, 'accept', token)).toMatchObject({ status: 404, body: notFound });
      expect(await answer(person, 'decline', token)).toMatchObject({ status: 404, body: notFound });
    }
    await expect(invitationOf(id)).rejects.toMatchObject(notFound);
  });

  test.each(['expired', 'withdrawn', 'declined', 'replaced'])(
    'of an invitation that is %s is refused like an unknown token',
    async (how) => {
      const { id } = (await invite(brian, { email: address })).body;
      const { invitation_id: invitationId } = await partners.row(id);
      const { token } = await invitationOf(id);
      if (how === 'expired') tribe.clock.advance(7 * dayMs);
      if (how === 'withdrawn') await act(brian, id, 'dissolve');
      if (how === 'declined') expect((await answer(alvin, 'decline', token)).status).toBe(204);
      if (how === 'replaced')
        expect((await inviteAgain(brian, id, { email: 'other@example.com' })).status).toBe(200);
      const unknown = (await answer(alvin, 'accept', 'A'.repeat(64))).body;
      const { status, body } = await answer(alvin, 'accept', token);
      expect([status, { ...body, request_id: '' }]).toEqual([404, { ...unknown, request_id: '' }]);
      await expect(getInvitation(invitationId as string)).rejects.toMatchObject(notFound);
      if (how === 'replaced')
        expect((await answer(alvin, 'accept', (await invitationOf(id)).token)).status).toBe(200);
    },
  );

  test('of a declined invitation changes nothing for the inviter', async () => {
    const { id } = (await invite(brian, { email: address })).body;
    const before = (await look(brian, id)).body;
    await answer(alvin, 'decline', (await invitationOf(id)).token);
    expect((await look(brian, id)).body).toEqual(before);
    expect(await listed(alvin)).toEqual([]);
    expect(await partners.row(id)).toMatchObject({
      status: 'declined',
      user2_id: null,
      invite_email: null,
    });
  });

  test('is refused for the inviter, and the invitation by e-mail has no answer by id', async () => {
    const { id } = (await invite(brian, { email: address })).body;
    expect((await answer(brian, 'accept', (await invitationOf(id)).token)).body.code).toBe(
      'CANNOT_PARTNER_YOURSELF',
    );
    expect((await act(alvin, id, 'accept')).body.code).toBe('PARTNERSHIP_NOT_FOUND');
    expect((await look(alvin, id)).body.code).toBe('PARTNERSHIP_NOT_FOUND');
  });
});

test('the address is erased when the invitation expires or is accepted, declined or withdrawn', async () => {
  const ids: { person: Person; id: string }[] = [];
  for (let each = 0; each < 4; each++) {
    const [person] = (await partners.people(1)) as [Person];
    ids.push({ person, id: (await invite(person, { email: address })).body.id });
  }
  const emails = async () =>
    Promise.all(ids.map(async ({ id }) => (await partners.row(id))['invite_email']));
  expect(await emails()).toEqual(Array(4).fill(address.toLowerCase()));
  await answer(alvin, 'accept', (await invitationOf(ids[0]!.id)).token);
  await answer(alvin, 'decline', (await invitationOf(ids[1]!.id)).token);
  await act(ids[2]!.person, ids[2]!.id, 'dissolve');
  expect(await emails()).toEqual([null, null, null, address.toLowerCase()]);
  tribe.clock.advance(7 * dayMs);
  await tribe.settled();
  expect(await emails()).toEqual([null, null, null, null]);
});

test('the RPC for mails returns invitations by e-mail only', async () => {
  await partners.befriend(brian, alvin);
  const { id } = (await invite(brian, { user_id: alvin.id })).body;
  await expect(invitationOf(id)).rejects.toMatchObject(notFound);
  await expect(getInvitation(newId())).rejects.toMatchObject(notFound);
  await expect(getInvitation('no id')).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
});

test('refuses an address with letters that only look like ASCII with 422', async () => {
  for (const email of ['\u212Aip@example.com', 'kip@\u212Ailimanjaro.example']) {
    const { status, body } = await invite(brian, { email });
    expect([status, body.errors?.[0]?.pointer]).toEqual([422, '/email']);
  }
});

test('one address in any spelling can be invited three times in ninety days', async () => {
  for (const email of [address, address.toLowerCase(), ` ${address}`]) {
    const { status, body } = await invite(brian, { email });
    expect(status).toBe(201);
    await act(brian, body.id, 'dissolve');
    tribe.clock.advance(2 * dayMs);
  }
  const { status, body, headers } = await invite(brian, { email: address });
  expect([status, body.code]).toEqual([429, 'PARTNERSHIP_INVITATION_LIMIT_REACHED']);
  // The clock goes on during the test.
  const passedMs = 84 * dayMs - Number(headers['retry-after']) * 1000;
  expect(passedMs).toBeGreaterThanOrEqual(0);
  expect(passedMs).toBeLessThan(60_000);
  expect((await invite(alvin, { email: address })).status).toBe(201);
  expect((await invite(brian, { email: 'somebody.else@example.com' })).status).toBe(201);
  tribe.clock.advance(84 * dayMs);
  expect((await invite(brian, { email: address })).status).toBe(201);
});

describe('a mail is not sent, and the inviter sees nothing of it', () => {
  const statusOf = async (by: Person, email: string) => {
    const { status, body } = await invite(by, { email, kind: 'accountability' });
    return { status, id: body.id as string };
  };

  test.each(['the inviter', 'the owner of the address'])(
    'when %s has blocked the other',
    async (blocker) => {
      const email = `${newId()}@example.com`;
      directory.owners.set(email, alvin.id);
      const [by, other] = blocker === 'the inviter' ? [brian, alvin] : [alvin, brian];
      await by.post('/api/v1/settings/blocked-users', { user_id: other.id });
      const { status, id } = await statusOf(brian, email);
      expect(status).toBe(201);
      await expect(invitationOf(id)).rejects.toMatchObject(notFound);
      await by.delete(`/api/v1/settings/blocked-users/${other.id}`);
      expect(await invitationOf(id)).toMatchObject({ recipientEmail: email });
    },
  );

  test('when the address was invited three times in thirty days, by any users', async () => {
    const email = `${newId()}@example.com`;
    const ids: string[] = [];

    for (const person of await partners.people(4)) {
      const { status, id } = await statusOf(person, email);
      expect(status).toBe(201);
      ids.push(id);
    }

    const mailed = await Promise.allSettled(ids.map((id) => invitationOf(id)));
    expect(mailed.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
    ]);
  });

  test('for thirty days after three invitations; a later one is mailed', async () => {
    const [first, second, third, early, later] = await partners.people(5);
    const email = `${newId()}@example.com`;
    for (const person of [first!, second!, third!]) await statusOf(person, email);
    tribe.clock.advance(30 * dayMs - 60_000);
    await expect(invitationOf((await statusOf(early!, email)).id)).rejects.toMatchObject(notFound);
    tribe.clock.advance(60_000);
    const { id } = await statusOf(later!, email);
    expect(await invitationOf(id)).toMatchObject({ recipientEmail: email });
  });
});

describe('the owner of an address refuses invitations', () => {
  const refuse = (token: string) =>
    tribe.client().post(`${partnerships}/refuse-invitations`, { token });

  test('and gets none anymore from any user; the inviters see nothing of it', async () => {
    const { id } = (await invite(brian, { email: address })).body;
    const { refusalToken = '' } = await invitationOf(id);
    expect([(await refuse(refusalToken)).status, (await refuse(refusalToken)).status]).toEqual([
      204, 204,
    ]);
    await expect(invitationOf(id)).rejects.toMatchObject(notFound);
    for (const email of [address, address.toUpperCase()]) {
      const { status, body } = await invite(alvin, { email, kind: 'accountability' });
      expect([status, body.status, body.invited_by_email]).toEqual([201, 'pending_invite', true]);
      await expect(invitationOf(body.id)).rejects.toMatchObject(notFound);
    }
    const other = (await invite(alvin, { email: `${newId()}@example.com` })).body;
    expect(await invitationOf(other.id)).toMatchObject({ inviter: { id: alvin.id } });
  });

  test('with the link of an invitation that is long over', async () => {
    const { id } = (await invite(brian, { email: address })).body;
    const { refusalToken = '' } = await invitationOf(id);
    tribe.clock.advance(200 * dayMs);
    expect((await refuse(refusalToken)).status).toBe(204);
    const { body } = await invite(alvin, { email: address });
    await expect(invitationOf(body.id)).rejects.toMatchObject(notFound);
  });

  test('with no token but that of the link', async () => {
    const { id } = (await invite(brian, { email: address })).body;
    const { token } = await invitationOf(id);
    for (const wrong of [token, 'A'.repeat(64), 'made-up'])
      expect(await refuse(wrong)).toMatchObject({ status: 422, body: { code: 'LINK_INVALID' } });
    expect(await invitationOf(id)).toMatchObject({ token });
  });
});

test('a user who has not verified their own address cannot invite by e-mail', async () => {
  directory.unverified.add(brian.id);
  const { status, body } = await invite(brian, { email: address });
  expect([status, body.code]).toEqual([403, 'EMAIL_NOT_VERIFIED']);
  expect(await listed(brian)).toEqual([]);
});
