import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import {
  ConversationKind,
  FriendRequestSentSchema,
  MessageRecipientsService,
  MessageSentSchema,
  ReminderDueSchema,
  SharedItemReactedSchema,
  SharedItemType,
  UserMutedSchema,
  UserUpdatedSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { notifications } from '..';

interface Push {
  readonly to: string;
  readonly title: string;
  readonly body: string;
  readonly collapseId: string;
  readonly data: Record<string, string>;
}

let pushes: Push[] = [];
let service: Server;
let tribe: Tribe;
let people = 0;

beforeAll(async () => {
  service = createServer(async (request, response) => {
    const received = (await json(request)) as Push[];
    pushes.push(...received);
    response.end(JSON.stringify({ data: received.map(() => ({ status: 'ok' })) }));
  });
  await new Promise<void>((listening) => service.listen(0, '127.0.0.1', listening));
  const { port } = service.address() as AddressInfo;
  const env = { PUSH_URL: `http://127.0.0.1:${port}/` };
  tribe = await startTribe({ services: [notifications], env });
});
beforeEach(() => void (pushes = []));
afterAll(async () => {
  await tribe.stop();
  service.close();
});

/** A user with a device, whose token is the id of the user. */
async function newPerson(): Promise<Person> {
  const person = await tribe.person(`person${++people}`);
  const body = { token: person.id, device_type: 'ios' };
  expect((await person.post('/api/v1/notifications/push-tokens', body)).status).toBe(201);
  await tribe.settled();

  return person;
}

async function remind({ id: userId }: Person, systemId = newId()): Promise<void> {
  const reminderId = newId();
  const data = { reminderId, userId, systemId, title: 'Read' };
  const init = { entityId: reminderId, entityVersion: 1, data };
  await tribe.publishAs('goals', eventOf(ReminderDueSchema, init));
  await tribe.settled();
}

/** Sets quiet hours that begin and end a number of minutes from now, in UTC. */
async function quieten({ id, username, fullName }: Person, from: number, to: number) {
  const now = tribe.clock.now();
  const minute = now.getUTCHours() * 60 + now.getUTCMinutes();
  const [startMinute, endMinute] = [from, to].map((each) => (minute + each + 1_440) % 1_440);
  const quietHours = { enabled: true, startMinute: startMinute!, endMinute: endMinute! };
  const locale = { timezone: 'UTC', quietHours };
  const data = { user: { id, username, fullName }, isActive: true, locale };
  const init = { entityId: id, entityVersion: 2, data };
  await tribe.publishAs('identity', eventOf(UserUpdatedSchema, init));
  await tribe.settled();
}

const preferences = '/api/v1/notifications/preferences';

test('a reminder is shown on the devices of its user, with a key that the next one replaces', async () => {
  const [brian, other] = [await newPerson(), await newPerson()];
  const systemId = newId();
  await remind(brian, systemId);
  expect(pushes).toMatchObject([
    {
      to: brian.id,
      title: 'Reminder',
      body: 'It is time for "Read"',
      collapseId: `reminder_due:${systemId}`,
      data: { type: 'notification', action_url: `/systems/${systemId}` },
    },
  ]);
  expect(pushes.some(({ to }) => to === other.id)).toBe(false);
});

test('a reminder is shown in the language of its user', async () => {
  const person = await newPerson();
  const { id, username, fullName } = person;
  const data = { user: { id, username, fullName }, isActive: true, locale: { locale: 'fr-RW' } };
  const init = { entityId: id, entityVersion: 2, data };
  await tribe.publishAs('identity', eventOf(UserUpdatedSchema, init));
  await tribe.settled();
  await remind(person);
  expect(pushes).toMatchObject([{ title: 'Rappel', body: 'C’est le moment de « Read »' }]);
});

test('an answer of the coach is shown with its name, and a message that reports a change is not', async () => {
  const person = await newPerson();
  const { listMessageRecipients, countUnreadMessages } = MessageRecipientsService.method;
  const answer = { conversationId: newId(), content: 'Start small', seq: 3n };
  await tribe.answerCalls(listMessageRecipients, () => ({
    message: { ...answer, conversationName: 'Tribe Coach' },
    userIds: [person.id],
  }));
  await tribe.answerCalls(countUnreadMessages, () => ({
    unread: [{ userId: person.id, count: 1 }],
  }));

  const say = async (kind: ConversationKind) => {
    const { conversationId: id, content, seq } = answer;
    const data = { conversation: { id, kind }, message: { id: newId(), content, seq } };
    const event = eventOf(MessageSentSchema, { entityId: id, entityVersion: seq, data });
    await tribe.publishAs('messaging', event);
    await tribe.settled();
  };

  await say(ConversationKind.GROUP);
  expect(pushes).toEqual([]);
  await say(ConversationKind.AI_COACH);
  expect(pushes).toMatchObject([
    { to: person.id, title: 'Tribe Coach', body: 'Start small', badge: 1 },
  ]);
});

test('in quiet hours nothing is shown, and the notification is in the list', async () => {
  const [quiet, awake] = [await newPerson(), await newPerson()];
  await quieten(quiet, -10, 60);
  await quieten(awake, 30, 60);
  await remind(quiet);
  await remind(awake);
  expect(pushes.map(({ to }) => to)).toEqual([awake.id]);
  expect((await quiet.get('/api/v1/notifications')).body.notifications).toHaveLength(1);
});

test('a user who has turned pushes off, or those of a kind, gets none', async () => {
  const [off, noFriends] = [await newPerson(), await newPerson()];
  await off.put(preferences, { push_enabled: false });
  await noFriends.put(preferences, { friend_requests: false });
  await remind(off);
  await remind(noFriends);
  await requestFriend(off, noFriends);
  expect(pushes.map(({ to, title }) => [to, title])).toEqual([[noFriends.id, 'Reminder']]);
});

test('a friend request is shown, unless its recipient has muted the requester', async () => {
  const [brian, alvin, muting] = [await newPerson(), await newPerson(), await newPerson()];
  const id = newId();
  const mute = { id, muterId: muting.id, mutedId: brian.id };
  const init = { entityId: id, entityVersion: 1, data: { mute } };
  await tribe.publishAs('social-graph', eventOf(UserMutedSchema, init));
  await tribe.settled();
  await requestFriend(brian, alvin);
  await requestFriend(brian, muting);
  expect(pushes).toMatchObject([{ to: alvin.id, title: 'New Friend Request' }]);
});

test('of reactions to an item the 1st and the 5th are shown, and the 1st after the notification was read', async () => {
  const owner = await newPerson();
  const item = { type: SharedItemType.CHECKIN, id: newId(), ownerId: owner.id, title: 'Read' };
  const react = async (count: number) => {
    for (let number = 0; number < count; number++) {
      const user = { id: newId(), username: `fan${number}`, fullName: `Fan ${number}` };
      const init = { entityId: newId(), entityVersion: 1, data: { item, user, emoji: '👏' } };
      await tribe.publishAs('goals', eventOf(SharedItemReactedSchema, init));
      await tribe.settled();
    }
  };
  await react(6);
  const bodies = () => pushes.map(({ body }) => body);
  const text = 'reacted to your check-in of "Read"';
  expect(bodies()).toEqual([`Fan 0 ${text}`, `Fan 4 and 4 others ${text}`]);
  await owner.put('/api/v1/notifications/mark-all-read');
  await react(1);
  expect(bodies()[2]).toBe(`Fan 0 and 6 others ${text}`);
});

async function requestFriend(requester: Person, addressee: Person): Promise<void> {
  const id = newId();
  const friendship = { id, requesterId: requester.id, addresseeId: addressee.id };
  const data = { friendship, requester: requester.card };
  const init = { entityId: id, entityVersion: 1, data };
  await tribe.publishAs('social-graph', eventOf(FriendRequestSentSchema, init));
  await tribe.settled();
}
