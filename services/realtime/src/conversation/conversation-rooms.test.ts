import {
  ConversationAccessService,
  ConversationParticipantRemovedSchema,
  ConversationParticipantsAddedSchema,
  MessageSentSchema,
  PresenceService,
  UserBlockedSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import { eventually, SocketClient, startTribe, type Tribe } from '@tribe/testing';
import { realtime } from '..';
import { rooms } from '../socket/rooms';
import { SocketServer } from '../socket/socket.server';
import { MessagingDouble } from './messaging-double.test-support';

let tribe: Tribe;
let messaging: MessagingDouble;
beforeAll(async () => {
  tribe = await startTribe({
    services: [realtime],
    schemas: [],
    env: { SUBSCRIPTION_REVIEW_MS: '100' },
  });
  messaging = await MessagingDouble.start(tribe);
  const { checkConversationAccess } = ConversationAccessService.method;
  await tribe.answerCalls(checkConversationAccess, ({ conversationId, userId }) => ({
    allowed: messaging.answers.get(userId)?.conversationIds.includes(conversationId) ?? false,
  }));
});
afterAll(() => tribe.stop());

/** A conversation with a participant who stays, and a user whose sockets come and go. */
class Scene {
  readonly conversationId = newId();
  readonly userId = newId();
  private readonly staysId = newId();
  private version = 0;
  private staying: SocketClient | undefined;

  static async open(): Promise<Scene> {
    const scene = new Scene();
    messaging.answers.set(scene.staysId, { conversationIds: [scene.conversationId] });
    scene.staying = await scene.connect(scene.staysId);
    await scene.staying.next('connected');

    return scene;
  }

  connect(userId = this.userId): Promise<SocketClient> {
    const token = tribe.tokens.sign({ user_id: userId });
    return SocketClient.connect(tribe.service('realtime').url, { token });
  }

  answerWith(conversationIds: string[]): void {
    messaging.answers.set(this.userId, { conversationIds });
  }

  /** Resolves when the change has been handled. */
  async remove(): Promise<void> {
    const data = { conversation: this.conversation, userId: this.userId };
    await this.publish(eventOf(ConversationParticipantRemovedSchema, this.envelope(data)));
    await this.staying?.next('conversation.updated');
  }

  async add(fields: { occurredAt?: Date } = {}): Promise<void> {
    const data = { conversation: this.conversation, userIds: [this.userId] };
    const envelope = { ...this.envelope(data), ...fields };
    await this.publish(eventOf(ConversationParticipantsAddedSchema, envelope));
    await this.staying?.next('conversation.updated');
  }

  /** Sends a message. Resolves when the participant who stays has received it. */
  async send(content: string, senderId = newId()): Promise<void> {
    const sender = { id: senderId, username: 'sender', fullName: 'Sender' };
    const message = { id: newId(), sender, content };
    const data = { conversation: this.conversation, message };
    await this.publish(eventOf(MessageSentSchema, this.envelope(data)));
    await this.staying?.next('message.new');
  }

  /** The sockets of both users in the room. */
  socketsInRoom(): number {
    const { io } = tribe.service('realtime').app.get(SocketServer, { strict: false });
    return io.sockets.adapter.rooms.get(rooms.conversation(this.conversationId))?.size ?? 0;
  }

  private get conversation() {
    return { id: this.conversationId };
  }

  private envelope<Data>(data: Data) {
    this.version += 1;
    return { entityId: this.conversationId, entityVersion: this.version, data };
  }

  private publish(event: Parameters<Tribe['publishAs']>[1]): Promise<void> {
    return tribe.publishAs('messaging', event);
  }
}

/** The contents of the messages that a socket has received. */
async function contentsOf(socket: SocketClient): Promise<string[]> {
  // A response arrives after all earlier pushes to this socket.
  await socket.request('presence', { status: 'online' });
  return socket.received
    .filter(({ event }) => event === 'message.new')
    .map(({ payload }) => (payload as { message: { content: string } }).message.content);
}

test('a socket receives messages from its connected event on', async () => {
  const scene = await Scene.open();
  scene.answerWith([scene.conversationId]);
  const socket = await scene.connect();
  await socket.next('connected');
  await scene.send('Hello');
  expect(await contentsOf(socket)).toEqual(['Hello']);
  socket.close();
});

test('a user who leaves while messaging is asked does not join the room', async () => {
  const scene = await Scene.open();
  const socket = await scene.connect();
  const question = await messaging.next(scene.userId);
  await scene.remove();
  scene.answerWith([]);
  question.answer({ conversationIds: [scene.conversationId] });
  await socket.next('connected');
  await scene.send('Secret');
  expect(await contentsOf(socket)).toEqual([]);
  socket.close();
});

test('a user who joins while messaging is asked stays in the room', async () => {
  const scene = await Scene.open();
  const socket = await scene.connect();
  const question = await messaging.next(scene.userId);
  await scene.add();
  scene.answerWith([scene.conversationId]);
  question.answer({ conversationIds: [] });
  await socket.next('connected');
  await scene.send('Welcome');
  expect(await contentsOf(socket)).toEqual(['Welcome']);
  socket.close();
});

test('a user who has left does not join again when the event of the joining comes again', async () => {
  const scene = await Scene.open();
  scene.answerWith([]);
  const socket = await scene.connect();
  await socket.next('connected');
  await scene.add({ occurredAt: new Date(tribe.clock.now().getTime() - 10_000) });
  await scene.send('Secret');
  expect(await contentsOf(socket)).toEqual([]);
  socket.close();
});

test('an answer from before an event is not applied when another question was asked after the event', async () => {
  const scene = await Scene.open();
  const socket = await scene.connect();
  const first = await messaging.next(scene.userId);
  await scene.add();
  await eventually(() => messaging.questionsAbout(scene.userId) > 1);

  scene.answerWith([scene.conversationId]);
  first.answer({ conversationIds: [] });
  await socket.next('connected');
  await scene.send('Welcome');
  expect(await contentsOf(socket)).toEqual(['Welcome']);
  socket.close();
});

test('the review repairs what a lost event would have changed', async () => {
  const scene = await Scene.open();
  scene.answerWith([scene.conversationId]);
  const socket = await scene.connect();
  await socket.next('connected');
  expect(scene.socketsInRoom()).toBe(2);

  scene.answerWith([]);
  await eventually(() => scene.socketsInRoom() === 1);
  scene.answerWith([scene.conversationId]);
  await eventually(() => scene.socketsInRoom() === 2);
  socket.close();
});

test('messages of users who are hidden, at the start or by a block, are not pushed', async () => {
  const scene = await Scene.open();
  const [hidden, blocked] = [newId(), newId()];
  const conversationIds = [scene.conversationId];
  messaging.answers.set(scene.userId, { conversationIds, hiddenUserIds: [hidden] });
  const socket = await scene.connect();
  await socket.next('connected');
  await scene.send('Hidden', hidden);
  await scene.send('Shown', blocked);

  const block = { id: newId(), blockerId: scene.userId, blockedId: blocked };
  const event = { entityId: block.id, entityVersion: 1, data: { block } };
  await tribe.publishAs('social-graph', eventOf(UserBlockedSchema, event));
  const { io } = tribe.service('realtime').app.get(SocketServer, { strict: false });
  await eventually(() => io.sockets.adapter.rooms.has(rooms.hiddenFrom(blocked)));
  await scene.send('Blocked', blocked);

  expect(await contentsOf(socket)).toEqual(['Shown']);
  socket.close();
});

test('a socket connects while messaging is unavailable, and joins its rooms later', async () => {
  const scene = await Scene.open();
  const socket = await scene.connect();
  const question = await messaging.next(scene.userId);
  // The deadline of the question passes.
  await socket.next('connected');
  scene.answerWith([scene.conversationId]);
  question.answer({ conversationIds: [] });
  await eventually(() => scene.socketsInRoom() === 2);
  socket.close();
});

test('a socket that closes while messaging is asked leaves its user offline', async () => {
  const scene = await Scene.open();
  const socket = await scene.connect();
  const question = await messaging.next(scene.userId);
  socket.close();
  const { io } = tribe.service('realtime').app.get(SocketServer, { strict: false });
  await eventually(() => !io.sockets.adapter.rooms.has(rooms.user(scene.userId)));
  question.answer({ conversationIds: [] });
  // A later socket has its answer after this one.
  await Scene.open();

  const rpc = (await tribe.rpcAs('social-graph')).client(PresenceService);
  const { presences } = await rpc.getPresence({ userIds: [scene.userId] });
  expect(presences.map(({ isOnline }) => isOnline)).toEqual([false]);
});
