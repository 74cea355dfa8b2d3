import { eventually, type Person, startTribe, type Tribe } from '@tribe/testing';
import { allServices } from './all-services';
import { contribute, formSavingsGroup, type SavingsGroup } from './savings-group';

let tribe: Tribe;
let group: SavingsGroup;

beforeAll(async () => {
  tribe = await startTribe({ services: allServices, env: { SUBSCRIPTION_REVIEW_MS: '200' } });
  group = await formSavingsGroup(tribe);
});
afterAll(() => tribe.stop());

/** Something that a socket watches, and that another participant causes a push about. */
interface Watched {
  readonly name: object;
  readonly event: string;
  cause(): Promise<void>;
  /** Ends the right of a participant, without an event. */
  end(participant: Person): Promise<unknown>;
}

async function watchedGoal(): Promise<Watched> {
  const { brian, goalId } = group;
  const database = await tribe.db('goals');

  return {
    name: { channel: 'goal', goal_id: goalId },
    event: 'goal.update',
    cause: async () => {
      expect((await contribute(brian, goalId, 1)).status).toBe(201);
      await tribe.settled();
    },
    end: ({ id }) =>
      database.query(
        'UPDATE goal_participants SET left_at = now() WHERE goal_id = $1 AND user_id = $2',
        [goalId, id],
      ),
  };
}

async function watchedTyping(): Promise<Watched> {
  const { brian, clarie } = group;
  const { body } = await brian.post('/api/v1/conversations', {
    conversation_type: 'group',
    name: 'Savers',
    participant_ids: [clarie.id],
  });
  await tribe.settled();

  const name = { channel: 'conversation', conversation_id: body.id };
  const sender = await brian.socket();
  expect(await sender.request('subscribe', name)).toEqual({ ok: true });
  const database = await tribe.db('messaging');

  return {
    name,
    event: 'typing',
    cause: async () => {
      const typing = { conversation_id: body.id, is_typing: true };
      expect(await sender.request('typing', typing)).toEqual({ ok: true });
    },
    end: ({ id }) =>
      database.query(
        `UPDATE conversation_participants SET left_at = now(), left_seq = joined_seq
          WHERE conversation_id = $1 AND user_id = $2`,
        [body.id, id],
      ),
  };
}

test.each([
  ['a goal', watchedGoal],
  ['the typing in a conversation', watchedTyping],
])(
  'a subscription to %s ends with its right although the event of the end was lost',
  async (_what, open) => {
    const { name, event, cause, end } = await open();
    const socket = await group.clarie.socket();
    const heard = () => socket.received.filter((received) => received.event === event).length;
    expect(await socket.request('subscribe', name)).toEqual({ ok: true });
    await cause();
    await socket.next(event);

    await end(group.clarie);
    await eventually(async () => {
      const before = heard();
      await cause();
      // A response arrives after all earlier pushes to this socket.
      await socket.request('presence', { status: 'online' });
      return heard() === before;
    });
    socket.close();
  },
);
