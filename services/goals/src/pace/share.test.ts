import { dayMs } from '@tribe/service-kit';
import { GoalsWorld } from '../goals-world.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
  // At noon, so that no date changes during a test.
  world.advanceTo('12:00');
});
afterAll(() => world.stop());

const inDays = (days: number) =>
  new Date(world.tribe.clock.now().getTime() + days * dayMs).toISOString().slice(0, 10);

interface Member {
  user_id: string;
  share: number;
  remaining: number;
  is_resting: boolean;
}

async function savings(fields: object = {}) {
  const goal = await world.trip({ target_amount: 100, target_date: inDays(9), ...fields });
  return `/api/v1/goals/${goal.id}`;
}

const sharesOf = async (path: string) => (await world.brian.get(`${path}/share`)).body;
const sum = (members: Member[], part: 'share' | 'remaining') =>
  Math.round(members.reduce((total, member) => total + member[part] * 100, 0)) / 100;

describe('daily shares (D16)', () => {
  test('splits what is due today among the members, to the cent', async () => {
    const path = await savings();
    const { status, body } = await world.alvin.get(`${path}/share`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      date: inDays(0),
      currency: 'USD',
      days_left: 10,
      due: 10,
      remaining: 10,
    });
    expect(sum(body.members, 'share')).toBe(10);
    expect(body.members.map(({ share }: Member) => share).sort()).toEqual([3.33, 3.33, 3.34]);
  });

  test('uses the smallest unit of the currency', async () => {
    const path = await savings({ target_amount: 1000, target_currency: 'JPY' });
    const { due, members } = await sharesOf(path);
    expect([due, sum(members, 'share')]).toEqual([100, 100]);
    for (const { share } of members) expect(Number.isInteger(share)).toBe(true);
  });

  test('a contribution of today counts for the share of its member, and changes no other share', async () => {
    const path = await savings();
    const before = await sharesOf(path);
    await world.alvin.post(`${path}/contributions`, { amount: 50 });
    const after = await sharesOf(path);
    expect(after.members.map(({ share }: Member) => share)).toEqual(
      before.members.map(({ share }: Member) => share),
    );
    expect(after.members[1]).toMatchObject({ given_today: 50, remaining: 0 });
    expect(after.remaining).toBe(sum(after.members, 'remaining'));
  });

  test('a member who gave nothing yesterday is behind alone', async () => {
    const path = await savings({ target_amount: 90 });
    for (const person of [world.brian, world.alvin])
      await person.post(`${path}/contributions`, { amount: 3 });
    world.tribe.clock.advance(dayMs);
    const { members, due, days_left } = await sharesOf(path);
    expect([days_left, due]).toEqual([9, 9.34]);
    expect(members.map(({ share }: Member) => share)).toEqual([3, 3, 3.34]);
  });

  test('a resting member has no share, and the others keep theirs', async () => {
    const path = await savings({ target_amount: 90 });
    expect((await world.alvin.put(`${path}/rest`, { until: inDays(2) })).status).toBe(204);
    const { members, due } = await sharesOf(path);
    expect(due).toBe(6);
    expect(members.map(({ share }: Member) => share)).toEqual([3, 0, 3]);
    expect(members[1]).toMatchObject({ is_resting: true, resting_until: inDays(2) });
    await world.alvin.put(`${path}/rest`, { until: null });
    expect((await sharesOf(path)).due).toBe(9);
  });

  test('re-paces when a member leaves, and when a member joins', async () => {
    const path = await savings({ target_amount: 90 });
    await world.alvin.delete(`${path}/participants/${world.alvin.id}`);
    expect((await sharesOf(path)).members.map(({ share }: Member) => share)).toEqual([4.5, 4.5]);
    await world.brian.post(`${path}/participants`, { user_id: world.alvin.id });
    expect((await sharesOf(path)).members.map(({ share }: Member) => share)).toEqual([3, 3, 3]);
  });

  test('a member who joins later shares only what is still missing', async () => {
    const path = await savings({ target_amount: 90, participant_ids: [world.clarie.id] });
    for (const person of [world.brian, world.clarie])
      await person.post(`${path}/contributions`, { amount: 30 });
    world.tribe.clock.advance(dayMs);
    await world.brian.post(`${path}/participants`, { user_id: world.alvin.id });
    const { members } = await sharesOf(path);
    expect(sum(members, 'share')).toBe(3.34);
    for (const { share } of members) expect([1.11, 1.12]).toContain(share);
  });

  test('supporters and viewers have no share', async () => {
    const path = await savings({ participant_ids: [world.clarie.id] });
    await world.brian.post(`${path}/participants`, { user_id: world.alvin.id, role: 'supporter' });
    expect((await sharesOf(path)).members).toHaveLength(2);
    expect((await world.alvin.put(`${path}/rest`, { until: null })).status).toBe(403);
  });

  test('nothing is due for a paused or reached goal, and everything on the last day', async () => {
    const path = await savings({ target_date: inDays(0) });
    expect((await sharesOf(path)).due).toBe(100);
    await world.brian.post(`${path}/pause`);
    expect((await sharesOf(path)).due).toBe(0);
    await world.brian.post(`${path}/resume`);
    await world.brian.post(`${path}/contributions`, { amount: 100 });
    world.tribe.clock.advance(dayMs);
    expect((await sharesOf(path)).due).toBe(0);
  });

  test('refuses a goal without a pace with 409', async () => {
    const path = await savings({ target_date: null });
    const { status, body } = await world.brian.get(`${path}/share`);
    expect([status, body.code]).toEqual([409, 'GOAL_HAS_NO_PACE']);
  });

  test.each([
    ['in the past', -2],
    ['more than a year away', 367],
  ])('refuses a rest until a day %s', async (_when, days) => {
    const path = await savings();
    const { status, body } = await world.alvin.put(`${path}/rest`, { until: inDays(days) });
    expect([status, body.errors[0].pointer]).toEqual([422, '/until']);
  });
});
