import { randomUUID } from 'node:crypto';
import { FriendRequestAudience, MessageAudience, ProfileVisibility } from '@tribe/contracts';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { block, withoutRequestId } from '../block/block.test-support';
import {
  accept,
  announcePrivacy,
  ask,
  cancel,
  Circle,
  decline,
  unfriend,
} from './friend.test-support';

let tribe: Tribe;
let circle: Circle;
let brian: Person;
let alvin: Person;
let clarie: Person;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph], env: { OPEN_REQUEST_LIMIT: '2' } });
  circle = new Circle(tribe);
});
afterAll(() => tribe.stop());
beforeEach(async () => {
  [brian, alvin, clarie] = (await circle.people(3)) as [Person, Person, Person];
});

const status = (viewer: Person, { id }: { id: string }) =>
  viewer.get(`/api/v1/friends/status/${id}`);
const open = {
  whoCanSendFriendRequests: FriendRequestAudience.EVERYONE,
  whoCanSendMessages: MessageAudience.EVERYONE,
};

/** The standing, and whether the viewer can ask and write. */
async function seen(viewer: Person, person: Person): Promise<[string, boolean, boolean]> {
  const { body } = await status(viewer, person);
  return [body.friendship_status, body.can_send_friend_request, body.can_send_message];
}

test('the answer is all a profile needs for its buttons', async () => {
  await circle.befriend(brian, alvin);
  await circle.befriend(brian, clarie);
  await circle.befriend(alvin, clarie);
  await brian.post('/api/v1/settings/muted-users', { user_id: alvin.id });
  const answer = await status(brian, alvin);
  expect([answer.status, answer.body]).toEqual([
    200,
    {
      user_id: alvin.id,
      friendship_status: 'friends',
      can_send_friend_request: false,
      can_send_message: true,
      mutual_friends_count: 1,
      is_muted: true,
    },
  ]);
  expect((await status(alvin, brian)).body.is_muted).toBe(false);
});

test('it follows a request from either side, and who was declined does not learn it', async () => {
  expect([await seen(brian, alvin), await seen(alvin, brian)]).toEqual([
    ['none', true, false],
    ['none', true, false],
  ]);
  const { body: request } = await ask(brian, alvin);
  const waiting = await seen(brian, alvin);
  expect([waiting, await seen(alvin, brian)]).toEqual([
    ['request_sent', false, false],
    ['request_received', true, false],
  ]);
  await decline(alvin, request.id);
  expect([await seen(brian, alvin), await seen(alvin, brian)]).toEqual([
    waiting,
    ['none', true, false],
  ]);
  await cancel(brian, request.id);
  const { body: again } = await ask(brian, alvin);
  await accept(alvin, again.id);
  expect([await seen(brian, alvin), await seen(alvin, brian)]).toEqual([
    ['friends', false, true],
    ['friends', false, true],
  ]);
  await unfriend(alvin, brian);
  expect(await seen(brian, alvin)).toEqual(['none', true, false]);
});

test('the settings of the other decide who can ask and who can write', async () => {
  await circle.befriend(alvin, clarie);
  expect(await seen(brian, alvin)).toEqual(['none', false, false]);
  await announcePrivacy(tribe, alvin, open);
  expect(await seen(brian, alvin)).toEqual(['none', true, true]);
  await announcePrivacy(tribe, alvin, {
    ...open,
    whoCanSendFriendRequests: FriendRequestAudience.NO_ONE,
  });
  expect(await seen(brian, alvin)).toEqual(['none', false, true]);
  await announcePrivacy(tribe, alvin, {
    ...open,
    whoCanSendMessages: MessageAudience.FRIENDS_ONLY,
  });
  expect(await seen(brian, alvin)).toEqual(['none', true, false]);
});

test('what it says about asking is what asking does, also for who has asked too often or too many', async () => {
  for (let times = 0; times < 3; times += 1) {
    expect(await seen(brian, alvin)).toEqual(['none', true, false]);
    await cancel(brian, (await ask(brian, alvin)).body.id);
  }
  expect(await seen(brian, alvin)).toEqual(['none', false, false]);
  expect((await ask(brian, alvin)).body.code).toBe('FRIEND_REQUEST_LIMIT_REACHED');
  for (const other of await circle.people(2)) await ask(brian, other);
  expect(await seen(brian, clarie)).toEqual(['none', false, false]);
  expect((await ask(brian, clarie)).body.code).toBe('FRIEND_LIMIT_REACHED');
});

test('to myself I am myself, and can neither ask nor write', async () => {
  await announcePrivacy(tribe, brian, open);
  expect(await seen(brian, brian)).toEqual(['self', false, false]);
  expect((await status(brian, brian)).body).toMatchObject({
    mutual_friends_count: 0,
    is_muted: false,
  });
});

test('somebody blocked, blocking, private or gone answers exactly like somebody who never was', async () => {
  const [derrick, elvis] = (await circle.people(2)) as [Person, Person];
  for (const person of [alvin, clarie, derrick, elvis]) await announcePrivacy(tribe, person, open);
  await block(brian, alvin);
  await block(clarie, brian);
  await announcePrivacy(tribe, derrick, { ...open, profileVisibility: ProfileVisibility.PRIVATE });
  await announcePrivacy(tribe, elvis, open, false);
  const unknown = withoutRequestId(await status(brian, { id: randomUUID() }));
  expect(unknown).toMatchObject({ status: 404, body: { code: 'USER_NOT_FOUND' } });
  for (const person of [alvin, clarie, derrick, elvis])
    expect(withoutRequestId(await status(brian, person))).toEqual(unknown);
});

test('bad input and strangers are refused', async () => {
  expect((await status(brian, { id: 'nobody' })).body.code).toBe('VALIDATION_FAILED');
  expect((await tribe.client().get(`/api/v1/friends/status/${brian.id}`)).status).toBe(401);
});
