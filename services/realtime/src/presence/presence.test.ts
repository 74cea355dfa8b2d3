import { FriendListService, UserUpdatedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import { SocketClient, startTribe, type Tribe } from '@tribe/testing';
import { realtime } from '..';

const debounceMs = 3_000;
let tribe: Tribe;
/** The friends of each user, and the users who hide their presence, as social-graph knows them. */
const friends = new Map<string, string[]>();
const hiding = new Set<string>();

beforeAll(async () => {
  const env = { PRESENCE_DEBOUNCE_MS: String(debounceMs), PRESENCE_TTL_SECONDS: '6' };
  tribe = await startTribe({ services: [realtime], schemas: [], env });
  const friendsOf = (userId: string) => friends.get(userId) ?? [];

  await tribe.answerCalls(FriendListService.method.listPresenceAudience, ({ userId }) => ({
    friendIds: hiding.has(userId) ? [] : friendsOf(userId),
  }));

  await tribe.answerCalls(FriendListService.method.listFriendIds, ({ userId }) => ({
    friendIds: friendsOf(userId),
  }));
});
afterAll(() => tribe.stop());

const connect = async (userId: string, url = tribe.service('realtime').url) => {
  const socket = await SocketClient.connect(url, { token: tribe.tokens.sign({ user_id: userId }) });
  await socket.next('connected');

  return socket;
};

/** A user, and what a connected friend receives. */
class Scene {
  readonly userId = newId();
  private version = 1;

  private constructor(private readonly watching: SocketClient) {}

  static async open(): Promise<Scene> {
    const friendId = newId();
    const scene = new Scene(await connect(friendId));
    friends.set(scene.userId, [friendId]);

    return scene;
  }

  get told(): string[] {
    return this.watching.received
      .filter(({ event }) => event === 'presence.update')
      .map(({ payload }) => (payload as { status: string }).status);
  }

  next(status: 'online' | 'offline'): Promise<{ user_id: string; last_seen_at: string }> {
    const where = (update: { user_id: string; status: string; last_seen_at: string }) =>
      update.user_id === this.userId && update.status === status;
    return this.watching.next('presence.update', { where });
  }

  /** Publishes the settings of the user. Resolves when they have been applied. */
  async update(onlineStatusVisible: boolean): Promise<void> {
    this.version += 1;
    const user = { id: this.userId, username: 'user', fullName: 'User' };
    const data = { user, isActive: true, privacy: { onlineStatusVisible } };
    const entity = { entityId: this.userId, entityVersion: this.version };
    await tribe.publishAs('identity', eventOf(UserUpdatedSchema, { ...entity, data }));
    await tribe.settled();
  }
}

test('a friend is notified once that a user is online and once that the user is gone, whatever the sockets do meanwhile', async () => {
  const scene = await Scene.open();
  const [phone, laptop] = [await connect(scene.userId), await connect(scene.userId)];
  await scene.next('online');

  phone.close();
  laptop.close();
  const again = await connect(scene.userId);
  await again.request('presence', { status: 'online' });
  const closedAt = Date.now();
  again.close();

  const { last_seen_at } = await scene.next('offline');
  expect(Date.now() - closedAt).toBeGreaterThanOrEqual(debounceMs - 100);
  expect(Math.abs(Date.parse(last_seen_at) - closedAt)).toBeLessThan(debounceMs - 100);
  expect(scene.told).toEqual(['online', 'offline']);
});

test('a user whose pod stops, and who does not come back, goes offline when the lease ends', async () => {
  const scene = await Scene.open();
  const replica = await tribe.startReplica(realtime);
  await connect(scene.userId, replica.url);
  await scene.next('online');
  await replica.stop();
  await scene.next('offline');
  expect(scene.told).toEqual(['online', 'offline']);
});

describe('a user who hides the online status', () => {
  test('is not announced, also when another setting changes', async () => {
    const scene = await Scene.open();
    hiding.add(scene.userId);
    const socket = await connect(scene.userId);
    await socket.request('presence', { status: 'online' });
    await scene.update(false);
    await scene.update(true);
    await scene.next('online');
    expect(scene.told).toEqual(['online']);
    socket.close();
  });

  test('goes offline at once, and online when the setting is changed back', async () => {
    const scene = await Scene.open();
    const socket = await connect(scene.userId);
    await scene.next('online');
    await scene.update(false);
    await scene.next('offline');
    await scene.update(false);
    await scene.update(true);
    await scene.update(true);
    expect(scene.told).toEqual(['online', 'offline', 'online']);
    socket.close();
  });
});
