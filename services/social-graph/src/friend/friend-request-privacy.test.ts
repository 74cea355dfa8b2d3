import { randomUUID } from 'node:crypto';
import { FriendListService, FriendRequestAudience, ProfileVisibility } from '@tribe/contracts';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { withoutRequestId } from '../block/block.test-support';
import { announcePrivacy, sendRequest, Circle } from './friend.test-support';

let tribe: Tribe;
let circle: Circle;
let addressee: Person;
let friend: Person;
let stranger: Person;
let friendOfFriend: Person;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  circle = new Circle(tribe);
});
afterAll(() => tribe.stop());
beforeEach(async () => {
  [addressee, friend, stranger, friendOfFriend] = (await circle.people(4)) as [
    Person,
    Person,
    Person,
    Person,
  ];
  await circle.befriend(addressee, friend);
  await circle.befriend(friend, friendOfFriend);
});

const answerTo = async (person: Person) => {
  const { status, body } = await sendRequest(person, addressee);
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
])(
  'with requests allowed from %s',
  async (whoCanSendFriendRequests, toStranger, toFriendOfFriend) => {
    await announcePrivacy(tribe, addressee, { whoCanSendFriendRequests });
    expect([await answerTo(stranger), await answerTo(friendOfFriend)]).toEqual([
      toStranger,
      toFriendOfFriend,
    ]);
  },
);

test('a user who takes no requests can send one, and the addressee can send one back', async () => {
  await announcePrivacy(tribe, addressee, {
    whoCanSendFriendRequests: FriendRequestAudience.NO_ONE,
  });
  await sendRequest(addressee, friendOfFriend);
  const { status, body } = await sendRequest(friendOfFriend, addressee);
  expect([status, body.status]).toEqual([201, 'accepted']);
});

test('a stranger with a private profile is refused like an unknown user', async () => {
  await announcePrivacy(tribe, addressee, {
    profileVisibility: ProfileVisibility.PRIVATE,
    whoCanSendFriendRequests: FriendRequestAudience.EVERYONE,
  });
  const unknown = withoutRequestId(await sendRequest(stranger, { id: randomUUID() }));
  expect(withoutRequestId(await sendRequest(stranger, addressee))).toEqual(unknown);
});

test('a user who hides the online status has no presence audience', async () => {
  const rpc = await tribe.rpcAs('realtime');
  const audience = () =>
    rpc.client(FriendListService).listPresenceAudience({ userId: addressee.id, limit: 10 });
  expect((await audience()).friendIds).toEqual([friend.id]);
  await announcePrivacy(tribe, addressee, { onlineStatusVisible: false });
  expect((await audience()).friendIds).toEqual([]);
});
