import { eventually, startTribe, type Tribe } from '@tribe/testing';
import { z } from 'zod';
import { allServices } from './all-services';
import { contribute, formSavingsGroup } from './savings-group';

let tribe: Tribe;

beforeAll(async () => {
  tribe = await startTribe({ services: allServices, env: { PRESENCE_DEBOUNCE_MS: '50' } });
});

afterAll(() => tribe.stop());

interface AsyncApi {
  readonly components: {
    readonly messages: Record<string, { name: string; payload: Record<string, unknown> }>;
  };
}

/** Returns the documented payloads of socket events. Names of domain events are subjects and are omitted. */
async function documented(): Promise<Map<string, z.ZodType>> {
  const { body } = await tribe.client().get<AsyncApi>('/asyncapi.json');
  const messages = Object.values(body.components.messages).filter(
    ({ name }) => !name.startsWith('tribe.'),
  );
  return new Map(messages.map(({ name, payload }) => [name, z.fromJSONSchema(payload)]));
}

test('every push matches /asyncapi.json', async () => {
  const { brian, alvin, clarie, goalId } = await formSavingsGroup(tribe);
  const schemas = await documented();
  const socket = await brian.socket();
  expect(await socket.request('subscribe', { channel: 'goal', goal_id: goalId })).toEqual({
    ok: true,
  });
  const path = `/api/v1/goals/${goalId}`;
  const passerBy = await clarie.socket();
  await contribute(clarie, goalId, 150);
  await alvin.delete(`${path}/participants/${alvin.id}`);
  await brian.post(`${path}/participants`, { user_id: alvin.id });
  await brian.patch(path, { title: 'Trip to Panama' });
  await brian.post(`${path}/complete`);
  await brian.delete(path);
  passerBy.close();
  await socket.next('goal.update', { where: ({ update_type }) => update_type === 'deleted' });
  await socket.next('presence.update', { where: ({ status }) => status === 'offline' });
  // Clarie has earned an achievement with her first contribution.
  await socket.next('feed.new');
  await tribe.stopService('realtime');
  await eventually(() => socket.closedBecause !== undefined);

  const wrong = socket.received.flatMap(({ event, payload }) => {
    const parsed = schemas.get(event)?.safeParse(payload);
    return parsed?.success
      ? []
      : [{ event, payload, problem: parsed?.error.issues ?? 'it is not documented' }];
  });
  expect(wrong).toEqual([]);
  const updates = socket.received.filter(({ event }) => event === 'goal.update');
  expect(updates.map(({ payload }) => (payload as { update_type: string }).update_type)).toEqual([
    'contribution',
    'participant_removed',
    'participant_added',
    'updated',
    'completed',
    'deleted',
  ]);
  expect(new Set(socket.received.map(({ event }) => event))).toEqual(
    new Set([
      'connected',
      'goal.update',
      'notification.new',
      'presence.update',
      'feed.new',
      'draining',
    ]),
  );
});
