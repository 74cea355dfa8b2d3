import type { ApiResponse, Person } from '@tribe/testing';
import { GoalsWorld } from '../goals-world.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
});
afterAll(() => world.stop());

const tagOf = ({ headers }: ApiResponse) => headers.etag ?? '';

function change(person: Person, goalId: string, title: string, ifMatch: string) {
  return person.patch(`/api/v1/goals/${goalId}`, { title }, { headers: { 'if-match': ifMatch } });
}

describe('versions of a goal', () => {
  test('the ETag of a goal stays the same until the goal changes', async () => {
    const { id } = await world.trip();
    const path = `/api/v1/goals/${id}`;
    const first = tagOf(await world.brian.get(path));
    expect(first).toMatch(/^"1-[0-9a-f]+"$/);
    expect(tagOf(await world.brian.get(path))).toBe(first);
    const unchanged = await world.brian.get(path, { headers: { 'if-none-match': first } });
    expect(unchanged).toMatchObject({ status: 304, body: undefined, headers: { etag: first } });
    expect(unchanged.headers['cache-control']).toBe('no-store');
    await world.alvin.post(`${path}/contributions`, { amount: 10 });
    const changed = await world.brian.get(path, { headers: { 'if-none-match': first } });
    expect(changed).toMatchObject({ status: 200, body: { current_amount: 10 } });
    expect(tagOf(changed)).toMatch(/^"2-/);
  });

  test('an unchanged list returns 304', async () => {
    await world.trip();
    const path = '/api/v1/goals?limit=1';
    const first = await world.brian.get(path);
    const headers = { 'if-none-match': tagOf(first) };
    expect((await world.brian.get(path, { headers })).status).toBe(304);
    await world.trip({ title: 'Another trip' });
    expect((await world.brian.get(path, { headers })).status).toBe(200);
  });

  test('a change with the current ETag is made, and returns the ETag of the next change', async () => {
    const { id } = await world.trip();
    const first = await change(
      world.brian,
      id,
      'Lamu',
      tagOf(await world.brian.get(`/api/v1/goals/${id}`)),
    );
    expect(first).toMatchObject({ status: 200, body: { title: 'Lamu' } });
    expect(tagOf(await world.brian.get(`/api/v1/goals/${id}`))).toBe(tagOf(first));
    expect((await change(world.brian, id, 'Mombasa', tagOf(first))).status).toBe(200);
  });

  test.each(['PUT', 'PATCH', 'DELETE'])(
    '%s with an older ETag is refused and writes nothing',
    async (method) => {
      const { id } = await world.trip();
      const path = `/api/v1/goals/${id}`;
      const old = tagOf(await world.brian.get(path));
      await world.alvin.post(`${path}/contributions`, { amount: 10 });
      const before = await world.written();
      const body = method === 'DELETE' ? undefined : { title: 'Lamu' };
      const answer = await world.brian.request(method, path, body, {
        headers: { 'if-match': old },
      });
      expect(answer).toMatchObject({ status: 412, body: { code: 'PRECONDITION_FAILED' } });
      expect(await world.written()).toBe(before);
    },
  );

  test('of two concurrent changes with the same ETag, one is made', async () => {
    const { id } = await world.trip();
    const tag = tagOf(await world.brian.get(`/api/v1/goals/${id}`));
    const answers = await Promise.all(
      ['Lamu', 'Mombasa', 'Malindi'].map((title) => change(world.brian, id, title, tag)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });

  test('the precondition is compared after the permission', async () => {
    const { id } = await world.trip();
    expect((await change(world.alvin, id, 'Mine', '"9-x"')).status).toBe(403);
    expect((await change(world.dorcas, id, 'Mine', '"9-x"')).status).toBe(404);
  });

  test('an If-Match of * or none changes the goal whatever its version', async () => {
    const { id } = await world.trip();
    expect((await change(world.brian, id, 'Lamu', '*')).status).toBe(200);
    expect((await world.brian.patch(`/api/v1/goals/${id}`, { title: 'Mombasa' })).status).toBe(200);
  });
});
