import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { GoalAccessService, GoalCompletedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId, Transactions } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { provenNumbers } from '../message/chain.test-support';
import { conversations, type Loose, MessagingWorld } from '../messaging-world.test-support';
import { OnGoalCompletedConsumer } from './on-goal-completed.consumer';

let world: MessagingWorld;
/** The creators of goals; other participants may not change them. */
const creators = new Map<string, string>();
beforeAll(async () => {
  world = await MessagingWorld.start();
  await world.tribe.answerCalls(GoalAccessService.method.checkGoalAccess, ({ goalId, userId }) => ({
    allowed: creators.has(goalId) && userId !== world.dorcas.id,
    participates: creators.has(goalId) && userId !== world.dorcas.id,
    canManage: creators.get(goalId) === userId,
  }));
});
afterAll(() => world.stop());

function newGoal(creator: Person): string {
  const id = newId();
  creators.set(id, creator.id);

  return id;
}

const create = (person: Person, goalId: string, fields: object = {}) =>
  person.post(conversations, {
    conversation_type: 'group',
    name: 'Runners',
    goal_id: goalId,
    participant_ids: [world.alvin.id],
    ...fields,
  });
const refusalOf = ({ status, body }: Loose) => [status, body.code];

const completionOf = (goalId: string, { id, username, fullName }: Person, at = new Date()) => ({
  goal: { id: goalId, title: 'Run 10k this week' },
  completedBy: { id, username, fullName },
  completedAt: timestampFromDate(at),
});

async function complete(goalId: string, person: Person, at = new Date()): Promise<void> {
  const data = completionOf(goalId, person, at);
  const event = eventOf(GoalCompletedSchema, { entityId: goalId, entityVersion: 2, data });
  await world.tribe.publishAs('goals', event);
  await world.tribe.settled();
}

describe('the conversation of a goal', () => {
  test('is created once by the user who manages the goal, and returned with 200 afterwards', async () => {
    const goalId = newGoal(world.brian);
    const answers = await Promise.all(Array.from({ length: 5 }, () => create(world.brian, goalId)));
    const again = await create(world.brian, goalId, { name: 'Other' });

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 200, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect([again.status, again.body.name, again.body.goal_id]).toEqual([200, 'Runners', goalId]);
  });

  test('is refused to other participants, and for goals that do not exist for the caller', async () => {
    const goalId = newGoal(world.brian);
    const before = await world.written();
    const others = { participant_ids: [world.brian.id] };

    expect(refusalOf(await create(world.alvin, goalId, others))).toEqual([
      403,
      'PERMISSION_DENIED',
    ]);
    expect(refusalOf(await create(world.dorcas, goalId))).toEqual([404, 'GOAL_NOT_FOUND']);
    expect(refusalOf(await create(world.brian, newId()))).toEqual([404, 'GOAL_NOT_FOUND']);
    expect(await world.written()).toBe(before);
  });

  test('is refused with 409 to a user who has left it', async () => {
    const goalId = newGoal(world.brian);
    const { body } = await create(world.brian, goalId);
    await world.brian.delete(`${conversations}/${body.id}`);
    expect(refusalOf(await create(world.brian, goalId))).toEqual([409, 'GOAL_CONVERSATION_EXISTS']);
  });

  test('is always a group', async () => {
    const answer = await create(world.brian, newGoal(world.brian), {
      conversation_type: 'direct',
      name: null,
    });
    expect(refusalOf(answer)).toEqual([422, 'VALIDATION_FAILED']);
  });
});

describe('a completed goal (GO-29)', () => {
  test('is reported in its conversation with a system message', async () => {
    const { brian, alvin } = world;
    const goalId = newGoal(brian);
    const { body } = await create(brian, goalId);
    await complete(goalId, brian);

    const { messages } = await world.history(alvin, body.id);
    expect(messages).toMatchObject([
      {
        sender: null,
        message_type: 'system',
        content: `${brian.fullName} completed the 'Run 10k this week' goal!`,
        metadata: { action: 'goal_completed', goal_id: goalId, goal_title: 'Run 10k this week' },
      },
    ]);
    expect((await world.eventsOf(body.id)).at(-1)).toMatchObject({
      name: 'MessageSent',
      version: 1,
      data: { message: { id: messages[0].id, action: { kind: 'goal_completed', goalId } } },
    });
    expect((await world.conversation(alvin, body.id)).last_message.id).toBe(messages[0].id);
    await provenNumbers(world, body.id);
  });

  test('is reported once when its event is handled again with an empty inbox', async () => {
    const goalId = newGoal(world.brian);
    const { body } = await create(world.brian, goalId);
    await complete(goalId, world.brian);
    const [{ id }] = (await world.history(world.alvin, body.id)).messages;
    const { app } = world.tribe.service('messaging');
    const event = { id, data: completionOf(goalId, world.brian) };
    await app
      .get(Transactions)
      .run((tx) => app.get(OnGoalCompletedConsumer).handle(event as never, { tx } as never));

    expect((await world.history(world.alvin, body.id)).messages).toHaveLength(1);
  });

  test('is not reported in conversations that began later, and in none without one', async () => {
    const goalId = newGoal(world.brian);
    const { body } = await create(world.brian, goalId);
    const before = await world.written();
    await complete(goalId, world.brian, new Date(Date.now() - 60_000));
    await complete(newGoal(world.brian), world.brian);

    expect((await world.history(world.alvin, body.id)).messages).toEqual([]);
    expect(await world.written()).toBe(before);
  });
});
