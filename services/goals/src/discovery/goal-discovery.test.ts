import { Database } from '@tribe/service-kit';
import { GoalsWorld } from '../goals-world.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
});
afterAll(() => world.stop());

const titlesOf = async (person: GoalsWorld['brian'], q: string): Promise<string[]> =>
  (await person.get(`/api/v1/search/goals?q=${encodeURIComponent(q)}`)).body.goals.map(
    ({ title }: { title: string }) => title,
  );

interface Entry {
  id: string;
  entry_type: string;
  goal: { id: string };
  amount: number | null;
}

const feedOf = async (person: GoalsWorld['brian'], goalId: string): Promise<Entry[]> =>
  (await person.get('/api/v1/goals/feed?limit=100')).body.entries.filter(
    ({ goal }: Entry) => goal.id === goalId,
  );

describe('searching goals (GO-25)', () => {
  test('finds public goals by the beginning of their words, with their progress', async () => {
    const goal = await world.trip({
      title: 'Kilimanjaro climb',
      is_public: true,
      category: 'sport',
    });
    await world.alvin.post(`/api/v1/goals/${goal.id}/contributions`, { amount: 300 });
    const { status, body } = await world.dorcas.get('/api/v1/search/goals?q=climb%20KILI');
    expect(status).toBe(200);
    expect(body.goals).toEqual([
      {
        id: goal.id,
        title: 'Kilimanjaro climb',
        category: 'sport',
        progress_percentage: 10,
        participants_count: 3,
      },
    ]);
    expect(await titlesOf(world.dorcas, 'kili marathon')).toEqual([]);
  });

  test('finds private goals for their participants only, and no deleted or archived public goals', async () => {
    const titles = ['Zebra one', 'Zebra two', 'Zebra three'];
    const [own, deleted, archived] = [
      await world.trip({ title: titles[0] }),
      await world.trip({ title: titles[1], is_public: true }),
      await world.trip({ title: titles[2], is_public: true }),
    ];
    await world.brian.delete(`/api/v1/goals/${deleted.id}`);
    await world.brian.post(`/api/v1/goals/${archived.id}/archive`);
    expect(await titlesOf(world.alvin, 'zebra')).toEqual(['Zebra three', 'Zebra one']);
    expect(await titlesOf(world.dorcas, 'zebra')).toEqual([]);
    await world.alvin.delete(`/api/v1/goals/${own.id}/participants/${world.alvin.id}`);
    expect(await titlesOf(world.alvin, 'zebra')).toEqual(['Zebra three']);
  });

  test('hides the public goals of users who blocked the caller', async () => {
    const blocked = await world.tribe.person('searcher');
    await world.tribe.settled();
    await world.trip({ title: 'Quokka', is_public: true });
    expect(await titlesOf(blocked, 'quokka')).toEqual(['Quokka']);
    await world.block(world.brian, blocked);
    expect(await titlesOf(blocked, 'quokka')).toEqual([]);
  });

  test('pages with a cursor, and finds nothing for a text without words', async () => {
    for (let count = 1; count <= 3; count++)
      await world.trip({ title: `Okapi ${count}`, is_public: true });
    const path = '/api/v1/search/goals?q=okapi&limit=2';
    const first = (await world.dorcas.get(path)).body;
    const { next_cursor: cursor, total } = first.pagination;
    const second = (await world.dorcas.get(`${path}&cursor=${cursor}`)).body;
    const found = [...first.goals, ...second.goals].map(({ title }: { title: string }) => title);
    expect(found).toEqual(['Okapi 3', 'Okapi 2', 'Okapi 1']);
    expect(total).toBe(3);
    expect(await titlesOf(world.dorcas, '!! 🌴')).toEqual([]);
  });
});

describe('the feed of goals (GO-23)', () => {
  test('shows participants the progress of their goals, newest first', async () => {
    const { brian, alvin, clarie } = world;
    const goal = await world.trip({ target_amount: 100, auto_complete: true });
    const path = `/api/v1/goals/${goal.id}`;
    await brian.post(`${path}/milestones`, { title: 'Half', target_value: 50 });
    await alvin.post(`${path}/contributions`, { amount: 60 });
    world.tribe.clock.advance(1_000);
    await clarie.post(`${path}/contributions`, { amount: 40 });
    const entries = await feedOf(brian, goal.id);
    expect(entries.map(({ entry_type, amount }) => [entry_type, amount]).sort()).toEqual([
      ['completed', null],
      ['contribution', 40],
      ['contribution', 60],
      ['milestone', null],
    ]);
    expect(entries.slice(0, 2).map(({ entry_type }) => entry_type)).toContain('completed');
    expect(entries.find(({ amount }) => amount === 60)).toMatchObject({
      user: { id: alvin.id, full_name: 'Alvin Amwata' },
      goal: { id: goal.id, title: goal.title, progress_percentage: 100, is_public: false },
    });
    expect(entries.find(({ entry_type }) => entry_type === 'milestone')).toMatchObject({
      milestone_title: 'Half',
      user: { id: alvin.id },
    });
    expect(await feedOf(world.dorcas, goal.id)).toEqual([]);
  });

  test('shows friends the milestones and the completion of a public goal, without people and amounts', async () => {
    const friend = await world.newFriend('feeder');
    await world.tribe.settled();
    const goal = await world.trip({ target_amount: 100, is_public: true, auto_complete: true });
    const path = `/api/v1/goals/${goal.id}`;
    await world.brian.post(`${path}/milestones`, { title: 'Half', target_value: 50 });
    await world.alvin.post(`${path}/contributions`, { amount: 100 });
    const entries = await feedOf(friend, goal.id);
    expect(entries.map(({ entry_type }) => entry_type).sort()).toEqual(['completed', 'milestone']);
    for (const entry of entries) expect(entry).toMatchObject({ user: null, amount: null });
    expect(await feedOf(world.dorcas, goal.id)).toEqual([]);
    await world.brian.patch(path, { is_public: false });
    expect(await feedOf(friend, goal.id)).toEqual([]);
  });

  test('shows neither corrections nor the names of users who left', async () => {
    const { brian, alvin } = world;
    const goal = await world.trip();
    const path = `/api/v1/goals/${goal.id}`;
    const given = await alvin.post(`${path}/contributions`, { amount: 60 });
    await alvin.post(`${path}/contributions/${given.body.id}/corrections`, { reason: 'Twice' });
    await alvin.delete(`${path}/participants/${alvin.id}`);
    expect(await feedOf(brian, goal.id)).toMatchObject([{ amount: 60, user: null }]);
    expect(await feedOf(alvin, goal.id)).toEqual([]);
  });

  test('walks with a cursor without repeating or missing an entry', async () => {
    const person = await world.newFriend('walker');
    await world.tribe.settled();
    const ids: string[] = [];
    for (const title of ['first', 'second']) {
      const goal = await world.newGoal(person, { title, target_amount: 100 });
      for (let count = 0; count < 3; count++) {
        world.tribe.clock.advance(1_000);
        const { body } = await person.post(`/api/v1/goals/${goal.id}/contributions`, { amount: 1 });
        ids.unshift(body.id);
      }
    }

    const walked: string[] = [];
    let cursor = '';
    do {
      const { body } = await person.get(`/api/v1/goals/feed?limit=2${cursor}`);
      walked.push(...body.entries.map(({ id }: Entry) => id));
      cursor = body.pagination.next_cursor && `&cursor=${body.pagination.next_cursor}`;
    } while (cursor);

    expect(walked.slice(0, 6)).toEqual(ids);
    expect(new Set(walked).size).toBe(walked.length);
  });
});

describe('among many goals', () => {
  const scanned = /Seq Scan on (goals|goal_participants|goal_contributions|goal_milestones)/;

  beforeAll(async () => {
    await world.rows(`
      INSERT INTO goals (id, creator_id, title, goal_type, target_type, is_public, created_at, updated_at)
      SELECT gen_random_uuid(), gen_random_uuid(), 'Filler ' || n, 'individual', 'boolean', true, now(), now()
        FROM generate_series(1, 4000) AS n`);
    await world.rows(`
      INSERT INTO goal_participants (id, goal_id, user_id, role, joined_at)
      SELECT gen_random_uuid(), id, creator_id, 'creator', now() FROM goals WHERE title LIKE 'Filler %'`);
    await world.rows(`
      INSERT INTO goal_contributions (id, goal_id, user_id, amount, created_at)
      SELECT gen_random_uuid(), id, creator_id, 1, now() FROM goals WHERE title LIKE 'Filler %'`);
    await world.rows(`
      INSERT INTO goal_milestones (id, goal_id, title, order_index, created_at, updated_at)
      SELECT gen_random_uuid(), id, 'Half', 0, now(), now() FROM goals WHERE title LIKE 'Filler %'`);
    await world.rows('ANALYZE goals, goal_participants, goal_contributions, goal_milestones');
  });

  test.each([
    ['the search', '/api/v1/search/goals?q=okapi', 'found_goal'],
    ['the feed', '/api/v1/goals/feed', 'goal_feed'],
  ])('%s reads no table as a whole', async (_list, path, name) => {
    const queries = jest.spyOn(world.tribe.service('goals').app.get(Database), 'query');
    await world.brian.get(path);
    const sent = queries.mock.calls.filter(([statement]) => statement.startsWith(name));
    queries.mockRestore();
    expect(sent).toHaveLength(2);

    for (const [, text, values] of sent) {
      const plan = await world.rows(`EXPLAIN ${text}`, [...values]);
      expect(JSON.stringify(plan)).not.toMatch(scanned);
    }
  });
});
