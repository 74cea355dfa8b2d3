import { randomUUID } from 'node:crypto';
import type { Person } from '@tribe/testing';
import type { BlockWorld } from './block-world';
import { checkinsBy, notificationsAbout, pushesAbout, updatesBy } from './block-world';
import { seesComment, seesFeedEntries, seesLike, seesPost, seesStory } from './feed-surfaces';

/** Returns whether the viewer sees the other user on a surface. */
type Sees = (world: BlockWorld, viewer: Person, other: Person) => Promise<boolean>;

/** The future service or route that will provide a surface. */
interface Coming {
  readonly with: string;
  readonly route?: RegExp;
}

export interface Surface {
  readonly number: number;
  readonly name: string;
  readonly sees?: Sees;
  readonly coming?: Coming;
}

const asserted = (number: number, name: string, sees: Sees): Surface => ({ number, name, sees });
const coming = (number: number, name: string, service: string, route?: RegExp): Surface => ({
  number,
  name,
  coming: { with: service, ...(route && { route }) },
});

// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

const profilePaths: readonly ((id: string) => string)[] = [
  (id) => `/api/v1/users/${id}`,
  (id) => `/api/v1/users/${id}/friends`,
  (id) => `/api/v1/friends/status/${id}`,
];

const conversations = '/api/v1/conversations';

const openDirect = (viewer: Person, id: string) =>
  viewer.post(conversations, { conversation_type: 'direct', participant_ids: [id] });

const sendMessage = (sender: Person, conversationId: string, content: string) =>
  sender.post(`${conversations}/${conversationId}/messages`, {
    content,
    client_msg_id: randomUUID(),
  });

async function friendEntry(viewer: Person, other: Person): Promise<Loose> {
  const { body } = await viewer.get('/api/v1/friends?limit=100');
  return body.friends.find(({ id }: Loose) => id === other.id);
}

/** Returns whether a goal shows the other user: in its detail, list or contributions. */
async function namesInGoals(viewer: Person, goalId: string, other: Person): Promise<boolean> {
  const detail = await viewer.get(`/api/v1/goals/${goalId}`);
  const contributions = await viewer.get(`/api/v1/goals/${goalId}/contributions?limit=100`);
  const listed = await viewer.get('/api/v1/goals?limit=100');
  const said = JSON.stringify([detail.body, contributions.body, listed.body]);

  return (
    said.includes(other.username) ||
    said.includes(other.fullName) ||
    said.includes(`note of ${other.username}`)
  );
}

/** All surfaces where a user may see another user, by the numbers of the block matrix. */
export const surfaces: readonly Surface[] = [
  asserted(
    1,
    'profile read, with its friends and possible actions',
    async (world, viewer, other) => {
      for (const path of profilePaths) {
        const answer = await viewer.get(path(other.id));
        if (!(await world.equalsUnknown(answer, () => viewer.get(path(world.unknownId)))))
          return true;
      }
      return false;
    },
  ),
  asserted(2, 'user search', async (_, viewer, other) => {
    const q = encodeURIComponent(other.username);

    const paths = ['users/search', 'search/users', 'friends/search'].map(
      (path) => `/api/v1/${path}?q=${q}`,
    );

    const answers = await Promise.all(paths.map((path) => viewer.get(path)));

    return JSON.stringify(answers.map(({ body }) => body)).includes(other.id);
  }),
  // Friends are not suggested to each other, so two strangers with a common friend are used.
  asserted(3, 'suggestions', async (world, viewer, other) => {
    const { body } = await world.standInOf(viewer).get('/api/v1/friends/suggestions?limit=100');
    return body.suggestions.some(({ user }: Loose) => user.id === world.standInOf(other).id);
  }),
  asserted(4, 'friend request send and receive', async (world, viewer, other) => {
    const ask = (id: string) => viewer.post('/api/v1/friends/requests', { user_id: id });
    return !(await world.equalsUnknown(await ask(other.id), () => ask(world.unknownId)));
  }),
  asserted(5, 'friends list and mutual counts', async (world, viewer, other) => {
    const third = await friendEntry(viewer, world.clarie);
    const ofThird = JSON.stringify(
      (await viewer.get(`/api/v1/users/${world.clarie.id}/friends?limit=100`)).body,
    );
    return (
      (await friendEntry(viewer, other)) !== undefined ||
      third.mutual_friends_count > 0 ||
      ofThird.includes(other.id)
    );
  }),
  asserted(
    6,
    'online',
    async (_, viewer, other) => (await friendEntry(viewer, other))?.is_online === true,
  ),
  asserted(7, 'last seen', async (_, viewer, other) =>
    Boolean((await friendEntry(viewer, other))?.last_seen_at),
  ),
  asserted(8, 'feed entries, also earlier ones', seesFeedEntries),
  asserted(9, 'post by id', seesPost),
  asserted(10, 'stories and story views', seesStory),
  asserted(11, 'like lists', seesLike),
  asserted(12, 'comments', seesComment),
  asserted(13, 'mentions in messages', async (world, viewer, other) => {
    const path = `${conversations}/${world.chats.groupId}`;
    const count = async () => (await viewer.get(path)).body.mention_count;
    const before = await count();
    const { body } = await sendMessage(other, world.chats.groupId, `Look @${viewer.username}`);
    const isMentioned = body.mentions.user_ids.includes(viewer.id);
    const isCounted = (await count()) > before;
    // Other surfaces must not see the name in it.
    await other.delete(`${path}/messages/${body.id}`);

    return isMentioned || isCounted;
  }),
  asserted(14, 'opening a direct conversation', async (world, viewer, other) => {
    const open = (id: string) => openDirect(viewer, id);
    return !(await world.equalsUnknown(await open(other.id), () => open(world.unknownId)));
  }),
  asserted(15, 'sending in an existing direct conversation', async (world, viewer) => {
    const sent = await sendMessage(viewer, world.chats.directId, 'Hello');
    return !(await world.equalsUnknown(sent, () => openDirect(viewer, world.unknownId)));
  }),
  asserted(16, 'group messages', async (world, viewer, other) => {
    const socket = await viewer.socket();
    await socket.next('connected');
    const content = `message of ${other.username} ${randomUUID()}`;
    expect((await sendMessage(other, world.chats.groupId, content)).status).toBe(201);
    const { body } = await viewer.get(`${conversations}/${world.chats.groupId}/messages`);
    const listed = await viewer.get(conversations);
    await sendMessage(world.clarie, world.chats.groupId, 'marker');
    await socket.next('message.new', { where: ({ message }) => message.content === 'marker' });
    const pushed = socket.received.filter(({ event }) => event === 'message.new');
    const said = JSON.stringify([body, listed.body, pushed]);

    return said.includes(content) || said.includes(other.username);
  }),
  asserted(17, 'typing', async (world, viewer, other) => {
    const conversation_id = world.chats.groupId;
    const people = [viewer, other, world.clarie];
    const [socket, typing, marker] = await Promise.all(people.map((person) => person.socket()));
    const channel = { channel: 'conversation', conversation_id };

    for (const each of [socket, typing, marker])
      expect(await each?.request('subscribe', channel)).toEqual({ ok: true });

    for (const each of [typing, marker])
      await each?.request('typing', { conversation_id, is_typing: true });

    const isBy = (person: Person) => (payload: Loose) => payload.user.id === person.id;
    await socket?.next('typing', { where: isBy(world.clarie) });
    const events = socket?.received.filter(({ event }) => event === 'typing') ?? [];

    return events.some(({ payload }) => isBy(other)(payload));
  }),
  asserted(18, 'read receipts', async (world, viewer, other) => {
    const { body: sent } = await sendMessage(viewer, world.chats.groupId, 'Good morning');
    await other.post(`${conversations}/${world.chats.groupId}/read`, {});
    const around = `${conversations}/${world.chats.groupId}/messages?around=${sent.id}`;
    const { body } = await viewer.get(around);
    const message = body.messages.find(({ id }: Loose) => id === sent.id);

    return message.seen_by_count > 0 || message.read_by.length > 0;
  }),
  asserted(19, 'reactions', async (world, viewer, other) => {
    const { body: sent } = await sendMessage(world.clarie, world.chats.groupId, 'Well done');
    const path = `${conversations}/${world.chats.groupId}/messages`;
    const clap = encodeURIComponent('👏');
    const socket = await viewer.socket();
    await socket.next('connected');

    for (const person of [other, world.clarie])
      expect((await person.put(`${path}/${sent.id}/reactions/${clap}`)).status).toBe(200);

    const isBy = (person: Person) => (payload: Loose) => payload.user_id === person.id;
    await socket.next('message.reaction', { where: isBy(world.clarie) });
    const pushes = socket.received.filter(({ event }) => event === 'message.reaction');
    const { body } = await viewer.get(`${path}?around=${sent.id}`);
    const message = body.messages.find(({ id }: Loose) => id === sent.id);

    return message.reactions[0].count > 1 || pushes.some(({ payload }) => isBy(other)(payload));
  }),
  asserted(20, 'goal invites and participant lists', async (world, viewer, other) => {
    const invite = (id: string) =>
      viewer.post('/api/v1/goals', { title: 'Run', goal_type: 'group', participant_ids: [id] });
    const canInvite = !(await world.equalsUnknown(await invite(other.id), () =>
      invite(world.unknownId),
    ));
    return canInvite || (await namesInGoals(viewer, world.goalId, other));
  }),
  asserted(21, 'partnership and its invites', async (world, viewer, other) => {
    const listed = JSON.stringify((await viewer.get('/api/v1/partnerships?limit=100')).body);
    const { status } = await viewer.get(`/api/v1/partnerships/${world.partnershipId}`);
    const invite = (id: string) =>
      viewer.post('/api/v1/partnerships', { kind: 'duo', user_id: id });

    const canInvite = !(await world.equalsUnknown(await invite(other.id), () =>
      invite(world.unknownId),
    ));

    return (
      canInvite || status === 200 || listed.includes(other.username) || listed.includes(other.id)
    );
  }),
  asserted(
    22,
    'notification list and unread count, also about check-ins',
    async (world, viewer, other) => {
      // Effects of earlier surfaces must not arrive between the two reads.
      await world.settled();
      const { body } = await viewer.get('/api/v1/notifications?limit=100');
      const unread = await viewer.get('/api/v1/notifications/unread-count');
      const about = notificationsAbout(body.notifications, other);

      // Hidden notifications must not be counted.
      expect(unread.body.unread_count).toBe(
        body.notifications.filter(({ is_read }: Loose) => !is_read).length,
      );

      expect(body.pagination.total).toBe(body.notifications.length);

      return about.length > 0;
    },
  ),
  asserted(23, 'pushes about goals and check-ins', async (world, viewer, other) => {
    const socket = await viewer.socket();

    await world.contributesThenClarie(
      other,
      (amount) => pushesAbout(socket, world.clarie, amount).length > 0,
    );

    const aboutGoal = pushesAbout(socket, other).length > 0;
    const seen = socket.received.length;

    await world.checksInThenClarie(
      other,
      () => checkinsBy(socket, world.clarie, seen).length === 2,
    );

    const aboutCheckin = checkinsBy(socket, other, seen);
    // An update and a notification, or neither.
    expect(aboutCheckin).toHaveLength(aboutGoal ? 2 : 0);

    return aboutGoal;
  }),
  coming(24, 'coach context and activity summaries of friends', 'coach'),
  coming(25, 'event attendance, friends going, swipes', 'discovery'),
  asserted(26, 'rooms of open sockets', async (world, viewer, other) => {
    const socket = await viewer.socket();
    await world.watch(socket, world.goalId);

    await world.contributesThenClarie(
      other,
      (amount) => updatesBy(socket, world.clarie, amount).length > 0,
    );

    return updatesBy(socket, other).length > 0;
  }),
];
