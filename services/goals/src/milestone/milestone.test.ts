import { newId } from '@tribe/service-kit';
import { GoalsWorld } from '../goals-world.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
});
afterAll(() => world.stop());

interface Milestone {
  id: string;
  title: string;
  achieved: boolean;
  order_index: number;
}

async function tripWith(...bodies: object[]) {
  const goal = await world.trip();
  const path = `/api/v1/goals/${goal.id}`;
  const ids: string[] = [];
  for (const body of bodies) ids.push((await world.brian.post(`${path}/milestones`, body)).body.id);

  return { id: goal.id, path, ids };
}

const titlesOf = async (path: string): Promise<string[]> =>
  (await world.brian.get(path)).body.milestones.map(({ title }: Milestone) => title);
const achievedOf = async (path: string): Promise<boolean[]> =>
  (await world.brian.get(path)).body.milestones.map(({ achieved }: Milestone) => achieved);
const announcedOf = async (goalId: string): Promise<string[]> =>
  (await world.eventsOf(goalId))
    .filter(({ name }) => name === 'MilestoneAchieved')
    .map(({ data }) => data.title);

describe('milestones (GO-06, GO-21)', () => {
  test('adds a milestone, which the goal then contains', async () => {
    const goal = await world.trip();
    const path = `/api/v1/goals/${goal.id}`;
    const { status, body } = await world.brian.post(`${path}/milestones`, {
      title: 'Flights booked',
      target_value: 750.5,
    });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(String),
      goal_id: goal.id,
      title: 'Flights booked',
      description: null,
      target_value: 750.5,
      achieved: false,
      achieved_at: null,
      achieved_by: null,
      order_index: 0,
    });
    expect((await world.alvin.get(path)).body.milestones).toEqual([body]);
  });

  test('orders milestones without gaps when they are inserted, moved and deleted', async () => {
    const { path, ids } = await tripWith(
      { title: 'a' },
      { title: 'b' },
      { title: 'c', order_index: 0 },
    );
    expect(await titlesOf(path)).toEqual(['c', 'a', 'b']);
    await world.brian.put(`${path}/milestones/${ids[2]}`, { order_index: 50 });
    expect(await titlesOf(path)).toEqual(['a', 'b', 'c']);
    expect((await world.brian.delete(`${path}/milestones/${ids[0]}`)).status).toBe(204);
    const { body } = await world.brian.get(path);
    expect(
      body.milestones.map(({ title, order_index }: Milestone) => [title, order_index]),
    ).toEqual([
      ['b', 0],
      ['c', 1],
    ]);
  });

  test('publishes no event for a request that changes nothing', async () => {
    const { id, path, ids } = await tripWith({ title: 'a', target_value: 5 }, { title: 'b' });
    const before = await world.eventsOf(id);
    const same = { title: 'a', target_value: 5, description: null, order_index: 0 };
    expect((await world.brian.put(`${path}/milestones/${ids[0]}`, same)).status).toBe(200);
    expect(await world.eventsOf(id)).toHaveLength(before.length);
  });

  test('refuses the 51st milestone with 409, even concurrently', async () => {
    const { path } = await tripWith(...Array.from({ length: 48 }, (_, i) => ({ title: `${i}` })));
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => world.brian.post(`${path}/milestones`, { title: 'more' })),
    );
    const codes = answers.map(({ status, body }) => body.code ?? status).sort();
    expect(codes).toEqual([201, 201, ...Array<string>(3).fill('MILESTONE_LIMIT_REACHED')]);
    expect(await titlesOf(path)).toHaveLength(50);
  });

  test('refuses a value with more decimals than the currency, and a currency that a value does not fit', async () => {
    const { path } = await tripWith({ title: 'half', target_value: 0.5 });
    const refused = await world.brian.post(`${path}/milestones`, {
      title: 'x',
      target_value: 0.125,
    });
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/target_value']);
    const currency = await world.brian.patch(path, { target_currency: 'JPY' });
    expect([currency.status, currency.body.errors[0].pointer]).toEqual([422, '/target_currency']);
  });

  test('does not find an unknown milestone or one of another goal', async () => {
    const { path } = await tripWith({ title: 'a' });
    const { ids } = await tripWith({ title: 'b' });
    for (const id of [newId(), ids[0]])
      for (const { status, body } of [
        await world.brian.put(`${path}/milestones/${id}`, { title: 'x' }),
        await world.brian.delete(`${path}/milestones/${id}`),
      ])
        expect([status, body.code]).toEqual([404, 'MILESTONE_NOT_FOUND']);
  });
});

describe('achieving a milestone (GO-06)', () => {
  test('the amount achieves milestones exactly, each with one event in the order of their values', async () => {
    const { id, path } = await tripWith(
      { title: 'second', target_value: 0.3 },
      { title: 'first', target_value: 0.1 },
      { title: 'third', target_value: 0.31 },
    );
    await world.alvin.post(`${path}/contributions`, { amount: 0.1 });
    expect(await achievedOf(path)).toEqual([false, true, false]);
    await world.clarie.post(`${path}/contributions`, { amount: 0.2 });
    expect(await achievedOf(path)).toEqual([true, true, false]);
    expect(await announcedOf(id)).toEqual(['first', 'second']);
    const { milestones } = (await world.brian.get(path)).body;
    expect(milestones[0]).toMatchObject({
      achieved_by: world.clarie.id,
      achieved_at: expect.any(String),
    });
    const versions = (await world.eventsOf(id)).map(({ version }) => version);
    expect(versions).toEqual(versions.map((_, i) => i + 1));
  });

  test('concurrent contributions achieve each milestone once', async () => {
    const values = [1, 2, 3, 4, 5];
    const { id, path } = await tripWith(
      ...values.map((value) => ({ title: `${value}`, target_value: value })),
    );
    await Promise.all(
      Array.from({ length: 10 }, () => world.alvin.post(`${path}/contributions`, { amount: 0.5 })),
    );
    expect(await announcedOf(id)).toEqual(['1', '2', '3', '4', '5']);
    expect((await world.brian.get(path)).body.current_amount).toBe(5);
  });

  test('a correction takes the achievement back, and the event is not published again', async () => {
    const { id, path } = await tripWith({ title: 'half', target_value: 50 });
    const given = await world.alvin.post(`${path}/contributions`, { amount: 50 });
    const correction = { amount: 0.01, reason: 'A cent too much' };
    await world.alvin.post(`${path}/contributions/${given.body.id}/corrections`, correction);
    expect(await achievedOf(path)).toEqual([false]);
    await world.alvin.post(`${path}/contributions`, { amount: 1 });
    expect(await achievedOf(path)).toEqual([true]);
    expect(await announcedOf(id)).toEqual(['half']);
  });

  test('a new milestone and a new value follow the amount that is there', async () => {
    const { id, path, ids } = await tripWith({ title: 'far', target_value: 500 });
    await world.alvin.post(`${path}/contributions`, { amount: 100 });
    const near = await world.brian.post(`${path}/milestones`, { title: 'near', target_value: 100 });
    expect(near.body.achieved).toBe(true);
    const lowered = await world.brian.put(`${path}/milestones/${ids[0]}`, { target_value: 99 });
    expect(lowered.body.achieved).toBe(true);
    expect(await announcedOf(id)).toEqual(['near', 'far']);
  });

  test('the owner achieves a milestone without a value by hand, with one event', async () => {
    const { id, path, ids } = await tripWith({ title: 'Visa' });
    const milestone = `${path}/milestones/${ids[0]}`;
    const achieved = await world.brian.put(milestone, { achieved: true });
    expect(achieved.body).toMatchObject({ achieved: true, achieved_by: world.brian.id });
    expect((await world.brian.put(milestone, { achieved: true })).body).toEqual(achieved.body);
    const undone = await world.brian.put(milestone, { achieved: false });
    expect(undone.body).toMatchObject({ achieved: false, achieved_at: null, achieved_by: null });
    await world.brian.put(milestone, { achieved: true });
    expect(await announcedOf(id)).toEqual(['Visa']);
  });

  test('refuses to achieve a milestone with a value by hand with 409', async () => {
    const { path, ids } = await tripWith({ title: 'half', target_value: 50 });
    const { status, body } = await world.brian.put(`${path}/milestones/${ids[0]}`, {
      achieved: true,
    });
    expect([status, body.code]).toEqual([409, 'MILESTONE_BY_AMOUNT']);
  });

  test('strangers of a public goal do not see the user who achieved a milestone', async () => {
    const { path, ids } = await tripWith({ title: 'Visa' });
    await world.brian.put(`${path}/milestones/${ids[0]}`, { achieved: true });
    await world.brian.patch(path, { is_public: true });
    const { body } = await world.dorcas.get(path);
    expect(body.milestones[0]).toMatchObject({ achieved: true, achieved_by: null });
  });
});
