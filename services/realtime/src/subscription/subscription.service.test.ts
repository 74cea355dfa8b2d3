import { AppError, newId } from '@tribe/service-kit';
import { eventually, type Person, SocketClient, startTribe, type Tribe } from '@tribe/testing';
import { realtime } from '..';
import { errors } from '../errors';
import { SocketServer } from '../socket/socket.server';
import type { TribeSocket } from '../socket/socket.types';
import type { Channel, WatchDecision } from './channel';
import { SubscriptionService } from './subscription.service';

/** A channel whose owner answers when the test says so. */
class HeldChannel implements Channel {
  readonly questions: ((decision: WatchDecision) => void)[] = [];

  room(id: string, participates: boolean): string {
    return participates ? `held:${id}` : `held-viewers:${id}`;
  }

  idOf(room: string): string | undefined {
    return room.startsWith('held:') ? room.slice('held:'.length) : undefined;
  }

  decide(): Promise<WatchDecision> {
    return new Promise((resolve) => this.questions.push(resolve));
  }

  refuse(): never {
    throw new AppError(errors.GOAL_NOT_FOUND);
  }

  async answer(allowed: boolean): Promise<void> {
    await eventually(() => this.questions.length > 0);
    this.questions.shift()?.({ allowed, hiddenUserIds: [], participates: true });
  }
}

let tribe: Tribe;
let brian: Person;
let client: SocketClient;
let socket: TribeSocket;
let subscriptions: SubscriptionService;

beforeAll(async () => {
  tribe = await startTribe({ services: [realtime], schemas: [] });
  brian = await tribe.person('brian');
  client = await brian.socket();
  await client.next('connected');
  const { app } = tribe.service('realtime');
  subscriptions = app.get(SubscriptionService, { strict: false });
  const { sockets } = app.get(SocketServer, { strict: false }).io.sockets;
  socket = [...sockets.values()][0] as TribeSocket;
});
afterAll(() => tribe.stop());

test('a subscription that is decided while the right ends does not outlive the right', async () => {
  const channel = new HeldChannel();
  const id = newId();
  const subscribing = subscriptions.subscribe(socket, channel, id);
  subscribing.catch(() => undefined);
  // The event of the end empties the room between the first answer and the join.
  socket.nsp.in(channel.room(id, true)).socketsLeave(channel.room(id, true));
  await channel.answer(true);
  await channel.answer(false);
  await expect(subscribing).rejects.toMatchObject({ code: 'GOAL_NOT_FOUND' });
  expect(socket.rooms.has(channel.room(id, true))).toBe(false);
});

test('a subscription stays when both answers allow it, and ends when a repeated one is refused', async () => {
  const channel = new HeldChannel();
  const id = newId();
  const subscribing = subscriptions.subscribe(socket, channel, id);
  await channel.answer(true);
  await channel.answer(true);
  await subscribing;
  expect(socket.rooms.has(channel.room(id, true))).toBe(true);
  const again = subscriptions.subscribe(socket, channel, id);
  again.catch(() => undefined);
  await channel.answer(false);
  await expect(again).rejects.toMatchObject({ code: 'GOAL_NOT_FOUND' });
  expect(socket.rooms.has(channel.room(id, true))).toBe(false);
});
