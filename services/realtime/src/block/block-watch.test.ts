import { UserBlockedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import { eventually, type Person, type SocketClient, startTribe, type Tribe } from '@tribe/testing';
import { realtime } from '..';
import { SocketServer } from '../socket/socket.server';
import {
  GoalsDouble,
  participant,
  refused,
  viewer,
} from '../subscription/goals-double.test-support';

let tribe: Tribe;
let goals: GoalsDouble;
let brian: Person;

beforeAll(async () => {
  tribe = await startTribe({ services: [realtime], schemas: [] });
  goals = await GoalsDouble.start(tribe);
  brian = await tribe.person('brian');
});

afterAll(() => tribe.stop());

async function watch(goalId: string, sockets: readonly SocketClient[]): Promise<void> {
  goals.answer = participant;
  for (const socket of sockets)
    expect(await socket.request('subscribe', { channel: 'goal', goal_id: goalId })).toEqual({
      ok: true,
    });
  goals.answer = undefined;
}

function watchersOf(goalId: string): number {
  const { io } = tribe.service('realtime').app.get(SocketServer, { strict: false });
  return io.sockets.adapter.rooms.get(`goal:${goalId}`)?.size ?? 0;
}

test('a block asks once per goal about all sockets of a user, and about several goals at the same time', async () => {
  const sockets = await Promise.all([brian.socket(), brian.socket(), brian.socket()]);
  const [lost, kept] = [newId(), newId()];
  await watch(lost, sockets);
  await watch(kept, sockets);
  const block = { blockerId: newId(), blockedId: brian.id };
  const event = { entityId: newId(), entityVersion: 1, data: { block } };
  await tribe.publishAs('social-graph', eventOf(UserBlockedSchema, event));

  const questions = [await goals.next(), await goals.next()];
  expect(questions.map(({ request }) => request.goalId).sort()).toEqual([lost, kept].sort());
  for (const { request, answer } of questions) {
    expect(request).toMatchObject({ userId: brian.id, hiddenUserIds: [block.blockerId] });
    answer(request.goalId === lost ? refused : viewer);
  }
  expect(await goals.nextUnless(() => watchersOf(lost) === 0)).toBeUndefined();
  await eventually(() => watchersOf(kept) === sockets.length);
  for (const socket of sockets) socket.close();
});
