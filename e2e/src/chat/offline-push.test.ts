import { randomUUID } from 'node:crypto';
import { gateway } from '@tribe/gateway';
import { goals } from '@tribe/goals';
import { messaging } from '@tribe/messaging';
import { type Person, startTribe, type Tribe } from '@tribe/testing';

const conversations = '/api/v1/conversations';

let tribe: Tribe;
let brian: Person;
let alvin: Person;

beforeAll(async () => {
  tribe = await startTribe({ services: [messaging, goals, gateway] });
  [brian, alvin] = [await tribe.person('brian'), await tribe.person('alvin')];
  await tribe.befriend(brian, alvin);
  await tribe.settled();
});
afterAll(() => tribe.stop());

const push = (person: Person, operations: object[]) =>
  person.post('/api/v1/sync/push', { operations });

test('operations of several services take effect once and in order, however often they are pushed', async () => {
  const { body: group } = await brian.post(conversations, {
    conversation_type: 'group',
    name: 'Crew',
    participant_ids: [alvin.id],
  });
  const { body: goal } = await brian.post('/api/v1/goals', {
    title: 'Trip',
    goal_type: 'individual',
    target_type: 'amount',
    target_amount: 100,
    target_currency: 'USD',
  });
  const line = (content: string) => ({
    id: randomUUID(),
    type: 'message.send',
    target_id: group.id,
    body: { content, client_msg_id: randomUUID() },
  });
  const operations = [
    line('First'),
    { id: randomUUID(), type: 'goal.contribute', target_id: goal.id, body: { amount: 5 } },
    line('Second'),
    { id: randomUUID(), type: 'goal.contribute', target_id: goal.id, body: { amount: -1 } },
    { id: randomUUID(), type: 'conversation.read', target_id: group.id, body: {} },
  ];

  const first = await push(brian, operations);
  const again = await push(brian, operations);
  for (const { body } of [first, again]) {
    expect(body.is_complete).toBe(true);
    expect(body.results.map(({ problem }: { problem: unknown }) => problem !== null)).toEqual([
      false,
      false,
      false,
      true,
      false,
    ]);
  }

  const { body: history } = await alvin.get(`${conversations}/${group.id}/messages`);
  const contents = history.messages.map(({ content }: { content: string }) => content);
  expect(contents).toEqual(['Second', 'First']);
  expect((await brian.get(`/api/v1/goals/${goal.id}`)).body.current_amount).toBe(5);
});

test('an operation that the user may not do is refused like its endpoint', async () => {
  const { body: secret } = await alvin.post('/api/v1/goals', {
    title: 'Secret',
    goal_type: 'individual',
  });
  const contribution = { id: randomUUID(), type: 'goal.contribute', target_id: secret.id };
  const { body } = await push(brian, [{ ...contribution, body: { amount: 1 } }]);
  expect(body.results).toMatchObject([{ status: 404, problem: { code: 'GOAL_NOT_FOUND' } }]);
});
