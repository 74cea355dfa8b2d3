import {
  GoalContributionAddedSchema,
  GoalParticipantRemovedSchema,
  GoalUpdatedSchema,
  UserBlockedSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId, Redis, type RunningService } from '@tribe/service-kit';
import { eventually, type Person, SocketClient, startTribe, type Tribe } from '@tribe/testing';
import { realtime } from '..';
import { SocketServer } from '../socket/socket.server';
import {
  type Answer,
  GoalsDouble,
  participant,
  refused,
  viewer,
} from './goals-double.test-support';

let tribe: Tribe;
let goals: GoalsDouble;
let clarie: Person;

beforeAll(async () => {
  tribe = await startTribe({ services: [realtime], schemas: [] });
  goals = await GoalsDouble.start(tribe);
  clarie = await tribe.person('clarie');
});

afterAll(() => tribe.stop());

/** A goal that Clarie watches all the time, and a user whose right to watch it ends. */
class Scene {
  readonly goalId = newId();
  version = 1;
  private isPublic = true;

  private constructor(
    readonly userId: string,
    readonly leaving: SocketClient,
    readonly staying: SocketClient,
  ) {}

  static async open(url = tribe.service('realtime').url): Promise<Scene> {
    const userId = newId();
    const token = tribe.tokens.sign({ user_id: userId });
    const leaving = await SocketClient.connect(url, { token });
    const scene = new Scene(userId, leaving, await clarie.socket());
    goals.answer = participant;
    expect(await scene.subscribe(scene.staying)).toEqual({ ok: true });
    goals.answer = undefined;

    return scene;
  }

  /** Both sockets watch the goal. */
  static async watched(right: Answer, url?: string): Promise<Scene> {
    const scene = await Scene.open(url);
    goals.answer = right;
    expect(await scene.subscribe(scene.leaving)).toEqual({ ok: true });
    goals.answer = undefined;

    return scene;
  }

  subscribe(socket: SocketClient): Promise<{ ok: boolean; code?: string }> {
    return socket.request('subscribe', { channel: 'goal', goal_id: this.goalId });
  }

  async remove(): Promise<void> {
    const data = { goal: this.goal, userId: this.userId };
    await tribe.publishAs('goals', eventOf(GoalParticipantRemovedSchema, this.envelope(data)));
    await this.staying.next('goal.update', {
      where: ({ update_type }) => update_type === 'participant_removed',
    });
  }

  async makePrivate(): Promise<void> {
    this.isPublic = false;
    const data = { goal: this.goal };
    await tribe.publishAs('goals', eventOf(GoalUpdatedSchema, this.envelope(data)));
    await this.staying.next('goal.update', {
      where: ({ update_type }) => update_type === 'updated',
    });
  }

  /** The creator of the goal, a stranger to the others, blocks the user. */
  async block(): Promise<void> {
    const block = { blockerId: newId(), blockedId: this.userId };
    const entityId = newId();
    await tribe.publishAs(
      'social-graph',
      eventOf(UserBlockedSchema, { entityId, entityVersion: 1, data: { block } }),
    );
    const question = await goals.next();
    expect(question.request).toMatchObject({ goalId: this.goalId, userId: this.userId });
    question.answer(refused);
    // The answer takes effect without a push.
    await eventually(() => this.watchersOn(tribe.service('realtime')) === 1);
  }

  watchersOn({ app }: RunningService): number {
    const { io } = app.get(SocketServer, { strict: false });
    const { rooms } = io.sockets.adapter;
    return ['goal', 'goal-viewers', 'asking:goal']
      .map((kind) => rooms.get(`${kind}:${this.goalId}`)?.size ?? 0)
      .reduce((sum, count) => sum + count);
  }

  /** Resolves when the socket that stays has received the update, and the other would have. */
  async contribute(): Promise<void> {
    const data = { goal: this.goal, contributor: clarie.card, amount: '5' };
    await tribe.publishAs('goals', eventOf(GoalContributionAddedSchema, this.envelope(data)));
    await this.staying.next('goal.update', {
      where: ({ update_type }) => update_type === 'contribution',
    });
    await this.leaving.request('presence', { status: 'online' });
  }

  /** The number of updates after the given version of the goal that the socket that leaves has received. */
  heardSince(version: number): number {
    return this.leaving.received.filter(
      ({ event, payload }) =>
        event === 'goal.update' && (payload as { sequence: number }).sequence > version,
    ).length;
  }

  close(): void {
    this.leaving.close();
    this.staying.close();
  }

  private get goal() {
    return {
      id: this.goalId,
      isPublic: this.isPublic,
      participants: [{ userId: clarie.id }],
    };
  }

  private envelope<T>(data: T) {
    this.version += 1;
    return { entityId: this.goalId, entityVersion: this.version, data };
  }
}

/** Resolves when all pods can push to each other through Redis. */
async function connectedThroughRedis(...pods: RunningService[]): Promise<void> {
  await eventually(async () => {
    const found = await tribe.redis.client.pubsub('NUMSUB', 'socket.io-request#/#');
    expect(found[1]).toBe(pods.length);
    for (const { app } of pods)
      expect(app.get(Redis, { strict: false }).client.status).toBe('ready');
  });
}

const endings: [what: string, right: Answer, end: (scene: Scene) => Promise<void>][] = [
  ['the user leaves or is removed', participant, (scene) => scene.remove()],
  ['the goal becomes private', viewer, (scene) => scene.makePrivate()],
  ['the user is blocked', viewer, (scene) => scene.block()],
];

describe.each(endings)('when %s', (_what, right, end) => {
  test.each([1, 2])(
    'while answer %i to a subscription is under way, the socket receives no later update',
    async (held) => {
      const scene = await Scene.open();
      let isDone = false;
      const subscribed = scene.subscribe(scene.leaving).finally(() => (isDone = true));
      let question = await goals.next();

      for (let n = 1; n < held && !isDone; n += 1) {
        question.answer(right);
        question = (await goals.nextUnless(() => isDone)) ?? question;
      }

      await end(scene);
      const { version } = scene;
      goals.answer = refused;
      // Decided before the right ended, and received after it.
      question.answer(right);
      await scene.contribute();
      await subscribed;
      await scene.contribute();
      expect(scene.heardSince(version)).toBe(0);
      scene.close();
    },
  );

  test('after the subscription, the socket receives no later update', async () => {
    const scene = await Scene.watched(right);
    const { version: before } = scene;
    await scene.contribute();
    expect(scene.heardSince(before)).toBe(1);
    await end(scene);
    await tribe.settled();
    const { version } = scene;
    await scene.contribute();
    expect(scene.heardSince(version)).toBe(0);
    scene.close();
  });

  test('while Redis is down, the socket receives no later update', async () => {
    const scene = await Scene.watched(right);
    await tribe.redis.stop();
    await end(scene);
    const { version } = scene;
    await scene.contribute();
    await tribe.redis.start();
    await connectedThroughRedis(tribe.service('realtime'));
    expect(scene.heardSince(version)).toBe(0);
    scene.close();
  });
});

test.each(endings.slice(0, 2))(
  'when %s, the sockets of other pods leave',
  async (_what, right, end) => {
    const replica = await tribe.startReplica(realtime);
    await connectedThroughRedis(tribe.service('realtime'), replica);
    await connectedThroughRedis(tribe.service('realtime'), replica);
    const scene = await Scene.watched(right, replica.url);
    await end(scene);
    await eventually(() => scene.watchersOn(replica) === 0);
    const { version } = scene;
    await scene.contribute();
    expect(scene.heardSince(version)).toBe(0);
    scene.close();
    await replica.stop();
  },
);

test('an event about an earlier state does not refuse a user who may watch', async () => {
  const scene = await Scene.open();
  const subscribed = scene.subscribe(scene.leaving);
  const question = await goals.next();
  await scene.makePrivate();
  goals.answer = participant;
  question.answer(participant);
  expect(await subscribed).toEqual({ ok: true });
  const { version } = scene;
  await scene.contribute();
  expect(scene.heardSince(version)).toBe(1);
  scene.close();
});

test('a socket that unsubscribes while the answer is under way is not subscribed', async () => {
  const scene = await Scene.open();
  const subscribed = scene.subscribe(scene.leaving);
  const question = await goals.next();
  const left = scene.leaving.request('unsubscribe', { channel: 'goal', goal_id: scene.goalId });
  question.answer(participant);
  expect(await subscribed).toEqual({ ok: true });
  expect(await left).toEqual({ ok: true });
  const { version } = scene;
  await scene.contribute();
  expect(scene.heardSince(version)).toBe(0);
  scene.close();
});
