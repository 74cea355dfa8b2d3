import { UserUpdatedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '.';
import { act, invite, look, Partners, partnerships } from './partnership/partnership.test-support';
import { Tribes } from './tribe/tribe.test-support';

let tribe: Tribe;
let partners: Partners;
let tribes: Tribes;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  partners = new Partners(tribe);
  tribes = new Tribes(tribe);
});
afterAll(() => tribe.stop());

let version = 10;

/** Closes an account, as identity announces it. */
async function close(person: Person): Promise<void> {
  const user = { id: person.id, username: person.username, fullName: person.fullName };
  version += 1;
  await tribe.publishAs(
    'identity',
    eventOf(UserUpdatedSchema, {
      entityId: person.id,
      entityVersion: version,
      data: { user, isActive: false },
    }),
  );
  await tribe.settled();
}

const outcome = ({ status, body }: { status: number; body?: { code?: string } }) => [
  status,
  body?.code,
];
const groups = '/api/v1/groups';
const newGroup = async (owner: Person): Promise<string> =>
  (await owner.post(groups, { name: 'Early birds' })).body.id;

test('a request of a closed account cannot be accepted', async () => {
  const [closed, other] = (await partners.people(2)) as [Person, Person];
  const { body } = await closed.post('/api/v1/friends/requests', { user_id: other.id });
  await close(closed);
  const accepted = await other.put(`/api/v1/friends/requests/${body.id}/accept`);
  expect(outcome(accepted)).toEqual([404, 'FRIEND_REQUEST_NOT_FOUND']);
  const declined = await other.put(`/api/v1/friends/requests/${body.id}/decline`);
  expect(outcome(declined)).toEqual([404, 'FRIEND_REQUEST_NOT_FOUND']);
});

test('an invitation to a partnership from a closed account is neither listed nor found, and cannot be declined', async () => {
  const [closed, other] = (await partners.friends(2)) as [Person, Person];
  const { body } = await invite(closed, { user_id: other.id });
  await close(closed);
  expect((await other.get(partnerships)).body).toMatchObject({
    partnerships: [],
    pagination: { total: 0 },
  });
  expect(outcome(await look(other, body.id))).toEqual([404, 'PARTNERSHIP_NOT_FOUND']);
  expect(outcome(await act(other, body.id, 'decline'))).toEqual([404, 'PARTNERSHIP_NOT_FOUND']);
});

test('a partnership with a closed account stays, and can be dissolved', async () => {
  const [closed, other] = (await partners.friends(2)) as [Person, Person];
  const id = await partners.pair(closed, other);
  await close(closed);
  expect((await look(other, id)).body).toMatchObject({ status: 'active', partner: null });
  expect(outcome(await act(other, id, 'dissolve'))).toEqual([200, undefined]);
});

test('an invitation of a closed account to a private group is not listed and opens nothing', async () => {
  const [closed, guest] = (await partners.friends(2)) as [Person, Person];
  const [owner] = (await partners.people(1)) as [Person];
  const runners = await tribes.create('group', owner, [closed]);
  await runners.setRole(owner, closed, 'moderator');
  await runners.change(owner, { privacy_level: 'private' });
  await runners.invite(closed, guest);
  expect((await runners.look(guest)).status).toBe(200);
  await close(closed);
  expect((await guest.get(`${groups}/invites`)).body).toMatchObject({
    invites: [],
    pagination: { total: 0 },
  });
  expect(outcome(await runners.look(guest))).toEqual([404, 'TRIBE_NOT_FOUND']);
  expect(outcome(await runners.join(guest))).toEqual([404, 'TRIBE_NOT_FOUND']);
});

test('the role of a member with a closed account cannot be changed, like that of an unknown user', async () => {
  const [owner, closed] = (await partners.people(2)) as [Person, Person];
  const runners = await tribes.create('group', owner, [closed]);
  await close(closed);
  const [ofClosed, ofUnknown] = [
    await runners.setRole(owner, closed, 'admin'),
    await runners.setRole(owner, { id: newId() }, 'admin'),
  ];
  expect(outcome(ofClosed)).toEqual([404, 'TRIBE_MEMBER_NOT_FOUND']);
  expect(outcome(ofClosed)).toEqual(outcome(ofUnknown));
  expect((await runners.look(owner)).body.member_count).toBe(1);
});

test('a partnership invitation of a closed account cannot be accepted, and none can be sent to it', async () => {
  const [closed, other] = await partners.friends(2);
  const { body } = await invite(closed, { user_id: (other as Person).id });
  await close(closed);
  expect(outcome(await act(other as Person, body.id, 'accept'))).toEqual([
    404,
    'PARTNERSHIP_NOT_FOUND',
  ]);
  const [sent, unknown] = [
    await invite(other as Person, { user_id: closed.id }),
    await invite(other as Person, { user_id: newId() }),
  ];
  expect(outcome(sent)).toEqual(outcome(unknown));
});

test('a closed account can neither be invited to a group nor become its owner, and its invitations are void', async () => {
  const [owner, closed, guest] = (await partners.friends(3)) as [Person, Person, Person];
  await partners.befriend(closed, guest);
  await tribe.settled();
  const groupId = await newGroup(owner);
  await owner.post(`${groups}/${groupId}/invites`, { user_id: closed.id });
  const { body: received } = await closed.get('/api/v1/groups/invites');
  await closed.put(`/api/v1/groups/invites/${received.invites?.[0]?.id}/accept`);
  const otherGroupId = await newGroup(closed);
  await closed.post(`${groups}/${otherGroupId}/invites`, { user_id: guest.id });
  const { body: ofGuest } = await guest.get('/api/v1/groups/invites');
  await close(closed);

  const handedOver = await owner.put(`${groups}/${groupId}/owner`, { user_id: closed.id });
  expect(outcome(handedOver)).toEqual([404, 'TRIBE_MEMBER_NOT_FOUND']);
  const thirdGroupId = await newGroup(owner);
  const invited = await owner.post(`${groups}/${thirdGroupId}/invites`, { user_id: closed.id });
  const unknown = await owner.post(`${groups}/${thirdGroupId}/invites`, { user_id: newId() });
  expect(outcome(invited)).toEqual(outcome(unknown));
  const joined = await guest.put(`/api/v1/groups/invites/${ofGuest.invites?.[0]?.id}/accept`);
  expect(outcome(joined)).toEqual([404, 'TRIBE_INVITATION_NOT_FOUND']);
  const { body: members } = await owner.get(`${groups}/${groupId}/members`);
  expect([members.members.length, members.pagination.total]).toEqual([1, 1]);
});
