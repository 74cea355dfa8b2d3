import { randomUUID } from 'node:crypto';
import { FriendRequestAudience, MessageAudience, ProfileVisibility } from '@tribe/contracts';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { block, withoutRequestId } from '../block/block.test-support';
import {
  accept,
  announcePrivacy,
  sendRequest,
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

/** The friendship status, and whether the viewer can send a request and a message. */
async function seen(viewer: Person, person: Person): Promise<[string, boolean, boolean]> {
  const { body } = await status(viewer, person);
  return [body.friendship_status, body.can_send_friend_request, body.can_send_message];
}

test('returns the friendship, the permissions, mutual friends and the mute', async () => {
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

test('follows a request on both sides, and hides the decline from the requester', async () => {
  expect([await seen(brian, alvin), await seen(alvin, brian)]).toEqual([
    ['none', true, false],
    ['none', true, false],
  ]);
  const { body: request } = await sendRequest(brian, alvin);
  const pending = await seen(brian, alvin);
  expect([pending, await seen(alvin, brian)]).toEqual([
    ['request_sent', false, false],
    ['request_received', true, false],
  ]);
  await decline(alvin, request.id);
  expect([await seen(brian, alvin), await seen(alvin, brian)]).toEqual([
    pending,
    ['none', true, false],
  ]);
  await cancel(brian, request.id);
  const { body: again } = await sendRequest(brian, alvin);
  await accept(alvin, again.id);
  expect([await seen(brian, alvin), await seen(alvin, brian)]).toEqual([
    ['friends', false, true],
    ['friends', false, true],
  ]);
  await unfriend(alvin, brian);
  expect(await seen(brian, alvin)).toEqual(['none', true, false]);
});

test('the settings of the user decide about requests and messages', async () => {
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

test('can_send_friend_request agrees with sending a request, also beyond the limits', async () => {
  for (let times = 0; times < 3; times += 1) {
    expect(await seen(brian, alvin)).toEqual(['none', true, false]);
    await cancel(brian, (await sendRequest(brian, alvin)).body.id);
  }
  expect(await seen(brian, alvin)).toEqual(['none', false, false]);
  expect((await sendRequest(brian, alvin)).body.code).toBe('FRIEND_REQUEST_LIMIT_REACHED');
  for (const other of await circle.people(2)) await sendRequest(brian, other);
  expect(await seen(brian, clarie)).toEqual(['none', false, false]);
  expect((await sendRequest(brian, clarie)).body.code).toBe('FRIEND_LIMIT_REACHED');
});

test('the caller is seen as self, without permissions', async () => {
  await announcePrivacy(tribe, brian, open);
  expect(await seen(brian, brian)).toEqual(['self', false, false]);
  expect((await status(brian, brian)).body).toMatchObject({
    mutual_friends_count: 0,
    is_muted: false,
  });
});

test('a hidden user, a private profile and a closed account answer like an unknown user', async () => {
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

test('refuses invalid input with 422 and requests without a token with 401', async () => {
  expect((await status(brian, { id: 'nobody' })).body.code).toBe('VALIDATION_FAILED');
  expect((await tribe.client().get(`/api/v1/friends/status/${brian.id}`)).status).toBe(401);
});
