import { Database, dayMs } from '@tribe/service-kit';
import { type Person } from '@tribe/testing';
import { GoalsWorld } from '../goals-world.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
});
afterAll(() => world.stop());

let people = 0;
/** Creates a person without goals. */
const newPerson = () => world.tribe.person(`person ${(people += 1)}`);

async function list(person: Person, query = '') {
  const { status, body } = await person.get(`/api/v1/goals${query}`);
  expect(status).toBe(200);
  return body;
}

const titles = ({ goals }: { goals: { title: string }[] }) => goals.map(({ title }) => title);

describe('listing goals (GO-17)', () => {
  test('returns each goal with participants, progress and remaining days', async () => {
    const { brian, alvin, clarie } = world;
    const friend = await world.newFriend('emily');
    await world.tribe.settled();
    const target_date = new Date(Date.now() + 45 * dayMs).toISOString().slice(0, 10);
    const goal = await world.trip({
      category: 'travel',
      target_date,
      participant_ids: [alvin.id, clarie.id, friend.id],
    });
    await alvin.post(`/api/v1/goals/${goal.id}/contributions`, { amount: 1950 });
    const { goals, pagination } = await list(friend);
    expect(goals).toEqual([
      {
        id: goal.id,
        title: 'Trip to Costa Rica 🌴',
        category: 'travel',
        goal_type: 'group',
        target_type: 'amount',
        target_amount: 3000,
        target_currency: 'USD',
        current_amount: 1950,
        progress_percentage: 65,
        target_date,
        days_remaining: 45,
        image_url: null,
        participants_count: 4,
        participants_preview: [brian.id, alvin.id, clarie.id].map((user_id) => ({
          user_id,
          profile_image_url: null,
        })),
        status: 'active',
        priority: 'medium',
        archived_at: null,
        created_at: goal.created_at,
      },
    ]);
    expect(pagination).toEqual({
      page: 1,
      limit: 20,
      total: 1,
      total_pages: 1,
      has_more: false,
      next_cursor: null,
    });
  });

  test('returns only goals that the caller participates in, without public and left goals', async () => {
    const { alvin } = world;
    const person = await world.newFriend('fatma');
    await world.tribe.settled();
    const stays = await world.trip({ title: 'stays', participant_ids: [person.id] });
    const left = await world.trip({ title: 'left', participant_ids: [person.id] });
    await world.newGoal(alvin, { title: 'public', is_public: true });
    await person.delete(`/api/v1/goals/${left.id}/participants/${person.id}`);
    expect((await list(person)).goals.map(({ id }: { id: string }) => id)).toEqual([stays.id]);
    expect((await list(world.dorcas)).goals).toEqual([]);
  });

  test('returns active goals by default and filters by every status name (R63, R17)', async () => {
    const person = await newPerson();
    for (const status of ['active', 'paused', 'completed', 'cancelled']) {
      const goal = await world.newGoal(person, { title: status });
      if (status !== 'active') await person.patch(`/api/v1/goals/${goal.id}`, { status });
    }
    await world.newGoal(person, { title: 'not_started', status: 'not_started' });
    const archived = await world.newGoal(person, { title: 'archived' });
    await person.patch(`/api/v1/goals/${archived.id}`, { is_archived: true });

    expect(titles(await list(person))).toEqual(['active']);
    expect(titles(await list(person, '?status=in_progress'))).toEqual(['active']);
    expect(titles(await list(person, '?status=completed'))).toEqual(['completed']);
    expect(titles(await list(person, '?status=achieved'))).toEqual(['completed']);
    expect(titles(await list(person, '?status=on_hold'))).toEqual(['paused']);
    expect(titles(await list(person, '?status=cancelled'))).toEqual(['cancelled']);
    expect(titles(await list(person, '?status=not_started'))).toEqual(['not_started']);
    expect(titles(await list(person, '?status=archived'))).toEqual(['archived']);
    expect(titles(await list(person, '?status=all'))).toEqual([
      'archived',
      'not_started',
      'cancelled',
      'completed',
      'paused',
      'active',
    ]);
  });

  test('filters by category and type', async () => {
    const person = await newPerson();
    await world.newGoal(person, { title: 'run', category: 'fitness' });
    await world.newGoal(person, { title: 'save', category: 'savings', goal_type: 'group' });
    await world.newGoal(person, { title: 'save alone', category: 'savings' });
    expect(titles(await list(person, '?category=savings'))).toEqual(['save alone', 'save']);
    expect(titles(await list(person, '?type=group'))).toEqual(['save']);
    expect(titles(await list(person, '?type=individual&category=savings'))).toEqual(['save alone']);
    expect(titles(await list(person, '?type=all&category=none'))).toEqual([]);
  });

  test.each([
    ['Travel', 'travel'],
    ['ÉTUDES', 'études'],
    ['Ёлка', 'ёЛКА'],
  ])('finds the category %s as %s too', async (stored, asked) => {
    const person = await newPerson();
    await world.newGoal(person, { title: 'mine', category: stored });
    const { goals } = await list(person, `?category=${encodeURIComponent(asked)}`);
    expect(goals.map(({ category }: { category: string }) => category)).toEqual([stored]);
    expect(titles(await list(person, '?category=trave'))).toEqual([]);
  });

  test('pages by cursor without gaps while goals are added', async () => {
    const person = await newPerson();
    for (let i = 1; i <= 7; i++) await world.newGoal(person, { title: `goal ${i}` });
    const seen: string[] = [];
    let query = '?limit=3';
    for (;;) {
      const page = await list(person, query);
      seen.push(...titles(page));
      expect(page.pagination).toMatchObject({
        has_more: page.pagination.next_cursor !== null,
        limit: 3,
      });
      if (!page.pagination.next_cursor) break;
      await world.newGoal(person, { title: 'a new one' });
      query = `?limit=3&cursor=${page.pagination.next_cursor}`;
    }
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1].map((i) => `goal ${i}`));
  });

  test('pages by page number', async () => {
    const person = await newPerson();
    for (let i = 1; i <= 5; i++) await world.newGoal(person, { title: `goal ${i}` });
    const second = await list(person, '?page=2&limit=2');
    expect(titles(second)).toEqual(['goal 3', 'goal 2']);
    expect(second.pagination).toMatchObject({
      page: 2,
      limit: 2,
      total: 5,
      total_pages: 3,
      has_more: true,
    });
    const last = await list(person, '?page=3&limit=2');
    expect(titles(last)).toEqual(['goal 1']);
    expect(last.pagination).toMatchObject({ has_more: false, next_cursor: null });
    expect(titles(await list(person, '?page=4&limit=2'))).toEqual([]);
  });

  test('refuses invalid cursors and cursors of other lists with 400', async () => {
    const person = await newPerson();
    const goal = await world.newGoal(person);
    for (let i = 0; i < 2; i++)
      await person.post(`/api/v1/goals/${goal.id}/contributions`, { amount: 1 });
    const other = await person.get(`/api/v1/goals/${goal.id}/contributions?limit=1`);
    for (const cursor of ['x', 'a'.repeat(54), other.body.pagination.next_cursor]) {
      const { status, body } = await person.get(`/api/v1/goals?cursor=${cursor}`);
      expect([status, body.code]).toEqual([400, 'CURSOR_INVALID']);
    }
  });

  test('needs three queries for any number of goals on the page', async () => {
    const person = await newPerson();
    for (let i = 1; i <= 12; i++) await world.newGoal(person, { title: `goal ${i}` });
    await list(person);
    const queries = jest.spyOn(world.tribe.service('goals').app.get(Database), 'query');
    expect((await list(person)).goals).toHaveLength(12);
    const names = queries.mock.calls
      .map(([name]) => name)
      .filter((name) => /goal|user_cards/.test(name));
    queries.mockRestore();
    expect(names.sort()).toEqual(['goal_count', 'goal_page', 'user_cards_by_ids']);
  });
});
