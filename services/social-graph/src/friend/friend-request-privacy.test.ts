import { randomUUID } from 'node:crypto';
import { FriendListService, FriendRequestAudience, ProfileVisibility } from '@tribe/contracts';
import { Rpc } from '@tribe/rpc';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { withoutRequestId } from '../block/block.test-support';
import { announcePrivacy, ask, Circle } from './friend.test-support';

let tribe: Tribe;
let circle: Circle;
let asked: Person;
let friend: Person;
let stranger: Person;
let friendOfFriend: Person;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  circle = new Circle(tribe);
});
afterAll(() => tribe.stop());
beforeEach(async () => {
  [asked, friend, stranger, friendOfFriend] = (await circle.people(4)) as [
    Person,
    Person,
    Person,
    Person,
  ];
  await circle.befriend(asked, friend);
  await circle.befriend(friend, friendOfFriend);
});

const answerTo = async (person: Person) => {
  const { status, body } = await ask(person, asked);
  return status === 201 ? '201' : `${status} ${body.code}`;
};

test.each([
  [FriendRequestAudience.EVERYONE, '201', '201'],
  [FriendRequestAudience.FRIENDS_OF_FRIENDS, '403 FRIEND_REQUEST_NOT_ALLOWED', '201'],
  [
    FriendRequestAudience.NO_ONE,
    '403 FRIEND_REQUEST_NOT_ALLOWED',
    '403 FRIEND_REQUEST_NOT_ALLOWED',
  ],
])('requests from %s', async (whoCanSendFriendRequests, toStranger, toFriendOfFriend) => {
  await announcePrivacy(tribe, asked, { whoCanSendFriendRequests });
  expect([await answerTo(stranger), await answerTo(friendOfFriend)]).toEqual([
    toStranger,
    toFriendOfFriend,
  ]);
});

test('somebody who takes no requests can still ask, and whom they asked can ask back', async () => {
  await announcePrivacy(tribe, asked, { whoCanSendFriendRequests: FriendRequestAudience.NO_ONE });
  await ask(asked, friendOfFriend);
  const { status, body } = await ask(friendOfFriend, asked);
  expect([status, body.status]).toEqual([201, 'accepted']);
});

test('somebody with a private profile cannot be told from nobody by asking, whatever else they set', async () => {
  await announcePrivacy(tribe, asked, {
    profileVisibility: ProfileVisibility.PRIVATE,
    whoCanSendFriendRequests: FriendRequestAudience.EVERYONE,
  });
  const nobody = withoutRequestId(await ask(stranger, { id: randomUUID() }));
  expect(withoutRequestId(await ask(stranger, asked))).toEqual(nobody);
});

test('who lets nobody see whether they are online has no audience for it', async () => {
  const rpc = tribe.service('social-graph').app.get(Rpc, { strict: false });
  const audience = () =>
    rpc.client(FriendListService).listPresenceAudience({ userId: asked.id, limit: 10 });
  expect((await audience()).friendIds).toEqual([friend.id]);
  await announcePrivacy(tribe, asked, { onlineStatusVisible: false });
  expect((await audience()).friendIds).toEqual([]);
});
