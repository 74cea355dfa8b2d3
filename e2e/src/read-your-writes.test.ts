import { goals } from '@tribe/goals';
import { identity } from '@tribe/identity';
import { socialGraph } from '@tribe/social-graph';
import { type Person, startTribe, type Tribe } from '@tribe/testing';

let tribe: Tribe;
let people = 0;

beforeAll(async () => {
  tribe = await startTribe({ services: [identity, socialGraph, goals] });
});
afterAll(() => tribe.stop());

const newPerson = () => tribe.person(`person${(people += 1)}`);

/** Runs `work` while no event of social-graph reaches the tables of goals and identity, which can still be read. */
async function withDelayedProjections(work: () => Promise<void>): Promise<void> {
  const databases = await Promise.all(['goals', 'identity'].map((name) => tribe.db(name)));
  for (const database of databases)
    await database.query('BEGIN; LOCK TABLE relationships, blocks IN EXCLUSIVE MODE');
  await databases[0]?.query('LOCK TABLE partnership_pairs IN EXCLUSIVE MODE');

  try {
    await work();
  } finally {
    for (const database of databases) await database.query('ROLLBACK');
  }

  await tribe.settled();
}

const goalWith = (participants: readonly Person[]) => ({
  title: 'Trip to Lisbon',
  goal_type: 'group',
  target_type: 'amount',
  target_amount: 3000,
  participant_ids: participants.map(({ id }) => id),
});

const block = (by: Person, other: Person) =>
  by.post('/api/v1/settings/blocked-users', { user_id: other.id });
const unblock = (by: Person, other: Person) =>
  by.delete(`/api/v1/settings/blocked-users/${other.id}`);

describe('while the events of social-graph are delayed', () => {
  test('a user creates a goal with a friend of a moment ago, also after a refusal', async () => {
    const [creator, friend] = [await newPerson(), await newPerson()];
    await withDelayedProjections(async () => {
      const { body } = await creator.post('/api/v1/goals', goalWith([friend]));
      expect(body.code).toBe('PARTICIPANT_NOT_A_FRIEND');
      await tribe.befriend(creator, friend);
      expect((await creator.post('/api/v1/goals', goalWith([friend]))).status).toBe(201);
    });
  });

  test.each<Record<string, string>>([{}, { 'idempotency-key': 'once' }])(
    'a creator adds a friend of a moment ago to a goal, with headers %j',
    async (headers) => {
      const [creator, friend, stranger] = [await newPerson(), await newPerson(), await newPerson()];
      const { body: goal } = await creator.post('/api/v1/goals', goalWith([]));
      const add = ({ id }: Person) =>
        creator.post(`/api/v1/goals/${goal.id}/participants`, { user_id: id }, { headers });
      await withDelayedProjections(async () => {
        await tribe.befriend(creator, friend);
        expect((await add(friend)).status).toBe(201);
        expect((await creator.get(`/api/v1/goals/${goal.id}`)).body.participants).toHaveLength(2);
      });
      const refused = await creator.post(`/api/v1/goals/${goal.id}/participants`, {
        user_id: stranger.id,
      });
      expect(refused.body.code).toBe('PARTICIPANT_NOT_A_FRIEND');
    },
  );

  test('a friend of a moment ago sees a private profile', async () => {
    const [viewer, owner] = [await newPerson(), await newPerson()];
    await owner.put('/api/v1/settings/privacy', { profile_visibility: 'private' });
    await withDelayedProjections(async () => {
      expect((await viewer.get(`/api/v1/users/${owner.id}`)).status).toBe(404);
      await tribe.befriend(owner, viewer);
      expect((await viewer.get(`/api/v1/users/${owner.id}`)).status).toBe(200);
    });
  });

  test('a partner of a moment ago sees a habit, verifies a check-in and reacts to it, and a former partner does not', async () => {
    const [owner, partner] = [await newPerson(), await newPerson()];
    await tribe.befriend(owner, partner);
    const { body: system } = await owner.post('/api/v1/systems', {
      title: 'Read',
      verification_required: true,
    });
    const path = `/api/v1/systems/${system.id}`;
    const checkIn = async (client_id: string) => {
      const checked_in_at = new Date().toISOString();
      return (await owner.post(`${path}/checkins`, { client_id, checked_in_at })).body.id;
    };
    const [first, second] = [await checkIn('first'), await checkIn('second')];
    const verify = (id: string) => partner.post(`${path}/checkins/${id}/verify`);
    const react = (id: string) =>
      partner.put(`/api/v1/shared/checkin/${id}/reaction`, { emoji: '👏' });

    await withDelayedProjections(async () => {
      expect((await verify(first)).body.code).toBe('SYSTEM_NOT_FOUND');
      const invitation = { kind: 'accountability', user_id: partner.id };
      const { body: partnership } = await owner.post('/api/v1/partnerships', invitation);
      await partner.put(`/api/v1/partnerships/${partnership.id}/accept`);

      expect((await partner.get(path)).status).toBe(200);
      expect((await verify(first)).body.status).toBe('verified_completed');
      expect((await react(first)).status).toBe(200);

      await owner.put(`/api/v1/partnerships/${partnership.id}/dissolve`);
      expect((await verify(second)).body.code).toBe('SYSTEM_NOT_FOUND');
      expect((await react(second)).body.code).toBe('SHARED_ITEM_NOT_FOUND');
    });
  });

  test('a user who was unblocked a moment ago sees the profile and the public goals of the other', async () => {
    const [viewer, owner] = [await newPerson(), await newPerson()];
    const { body: goal } = await owner.post('/api/v1/goals', { ...goalWith([]), is_public: true });
    await block(owner, viewer);
    await tribe.settled();
    await withDelayedProjections(async () => {
      expect((await viewer.get(`/api/v1/goals/${goal.id}`)).status).toBe(404);
      await unblock(owner, viewer);
      expect((await viewer.get(`/api/v1/goals/${goal.id}`)).status).toBe(200);
      expect((await viewer.get(`/api/v1/users/${owner.id}`)).status).toBe(200);
    });
  });
});

test('while social-graph is away, the projection decides, and a refusal takes no longer than its deadline', async () => {
  const [creator, friend, stranger] = [await newPerson(), await newPerson(), await newPerson()];
  await tribe.befriend(creator, friend);
  await tribe.settled();
  await tribe.stopService('social-graph');
  expect((await creator.post('/api/v1/goals', goalWith([friend]))).status).toBe(201);
  const { body } = await creator.post('/api/v1/goals', goalWith([stranger]));
  expect(body.code).toBe('PARTICIPANT_NOT_A_FRIEND');
  await tribe.startService('social-graph');
});
