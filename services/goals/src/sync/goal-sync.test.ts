import { GoalSyncService } from '@tribe/contracts';
import type { Person } from '@tribe/testing';
import { SystemDiary } from '../checkin/checkin.test-support';
import { GoalsWorld } from '../goals-world.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
  world.advanceTo('13:38');
});
afterAll(() => world.stop());

const noPosition = new Uint8Array();

/** Asks as messaging does for `GET /sync`. */
async function changesFor({ id: userId }: Person, position: Uint8Array = noPosition) {
  const rpc = await world.tribe.rpcAs('messaging');
  const answer = await rpc.client(GoalSyncService).listGoalChanges({ userId, position });
  return {
    position: answer.position,
    body: JSON.parse(Buffer.from(answer.changes).toString('utf8')),
  };
}

const idsOf = (list: { id: string }[]) => list.map(({ id }) => id);

describe('goals', () => {
  test('a new client gets its goals, then those that have changed with their progress', async () => {
    const [brian, alvin] = [await world.newFriend('bella'), world.alvin];
    const goal = await world.newGoal(brian, { target_type: 'amount', target_amount: 100 });
    const first = await changesFor(brian);
    expect(first.position).toHaveLength(16);
    expect(first.body).toMatchObject({ reset: true, gaps: [], removed_goal_ids: [] });
    expect(idsOf(first.body.goals)).toEqual([goal.id]);
    await brian.post(`/api/v1/goals/${goal.id}/contributions`, { amount: 25 });
    const { body } = await changesFor(brian, first.position);
    expect(body).toMatchObject({
      reset: false,
      goals: [{ id: goal.id, progress_percentage: 25, archived_at: null }],
    });
    expect(idsOf((await changesFor(alvin)).body.goals)).not.toContain(goal.id);
  });

  test('a goal that the user has left is removed once, and its later changes stay unknown', async () => {
    const { brian, clarie } = world;
    const { id } = await world.trip();
    const before = await changesFor(clarie);
    await clarie.delete(`/api/v1/goals/${id}/participants/${clarie.id}`);
    const left = await changesFor(clarie, before.position);
    expect(left.body.removed_goal_ids).toEqual([id]);
    expect(idsOf(left.body.goals)).not.toContain(id);
    await brian.patch(`/api/v1/goals/${id}`, { title: 'Secret' });
    const after = await changesFor(clarie, left.position);
    // The horizon can be held back by other tests, so that the removal comes twice.
    expect(JSON.stringify(after.body.goals)).not.toContain(id);
    expect((await changesFor(clarie)).body.removed_goal_ids).toEqual([]);
  });

  test('a deleted goal is removed for all participants', async () => {
    const { brian, alvin } = world;
    const { id } = await world.trip();
    const before = await changesFor(alvin);
    await brian.delete(`/api/v1/goals/${id}`);
    expect((await changesFor(alvin, before.position)).body.removed_goal_ids).toContain(id);
  });

  test('more changes than fit are a gap', async () => {
    const owner = await world.newFriend('gabriel');
    for (let number = 0; number < 26; number++)
      await world.newGoal(owner, { title: `G ${number}` });
    const { body } = await changesFor(owner);
    expect([body.goals.length, body.gaps]).toEqual([25, ['goals']]);
  });
});

describe('systems and check-ins', () => {
  test('partners get shared systems and check-ins, strangers nothing, and nothing after the partnership', async () => {
    const { brian, dorcas } = world;
    const partner = await world.newFriend('paula');
    const end = await world.partner(brian, partner);
    const before = await changesFor(partner);
    const stranger = await changesFor(dorcas);
    const diary = await SystemDiary.open(world, brian, 3);
    const hidden = await world.newSystem(brian, { shared_with_partner: false });
    const { body: checkin } = await diary.checkIn(0);

    const seen = await changesFor(partner, before.position);
    expect(seen.body.partner_ids).toEqual([brian.id]);
    expect(seen.body.systems).toMatchObject([{ id: diary.id, streak: { current_streak: 1 } }]);
    expect(idsOf(seen.body.checkins)).toEqual([checkin.id]);
    const own = (await changesFor(brian)).body;
    expect(idsOf(own.systems)).toEqual(expect.arrayContaining([diary.id, hidden.id]));
    const unrelated = (await changesFor(dorcas, stranger.position)).body;
    expect([unrelated.systems, unrelated.checkins, unrelated.partner_ids]).toEqual([[], [], []]);

    await brian.delete(`/api/v1/systems/${hidden.id}`);
    await brian.delete(`${diary.path}/checkins/${checkin.id}`);
    const deleted = await changesFor(partner, seen.position);
    expect(deleted.body).toMatchObject({
      removed_checkin_ids: [checkin.id],
      removed_system_ids: [],
    });

    await end();
    await diary.checkIn(1);
    const after = await changesFor(partner, deleted.position);
    expect(after.body).toMatchObject({ partner_ids: [], systems: [], checkins: [] });
  });

  test('a system that is no longer shared is removed for the partner, and stays for its owner', async () => {
    const { brian } = world;
    const partner = await world.newFriend('quentin');
    const end = await world.partner(brian, partner);
    const { id } = await world.newSystem(brian);
    const [before, own] = [await changesFor(partner), await changesFor(brian)];
    expect(idsOf(before.body.systems)).toContain(id);
    await brian.patch(`/api/v1/systems/${id}`, { shared_with_partner: false });
    expect((await changesFor(partner, before.position)).body.removed_system_ids).toEqual([id]);
    const mine = (await changesFor(brian, own.position)).body;
    expect([idsOf(mine.systems), mine.removed_system_ids]).toEqual([
      expect.arrayContaining([id]),
      [],
    ]);
    await end();
  });

  test('a new partner gets the systems from before, and a block hides them again', async () => {
    const owner = await world.newFriend('rosa');
    const partner = await world.newFriend('samuel');
    const { id } = await world.newSystem(owner);
    const before = await changesFor(partner);
    await world.partner(owner, partner);
    const after = await changesFor(partner, before.position);
    expect(idsOf(after.body.systems)).toEqual([id]);
    await world.block(owner, partner);
    const blocked = (await changesFor(partner, before.position)).body;
    expect([blocked.systems, blocked.partner_ids]).toEqual([[], []]);
  });
});

test('an unknown position is answered with the present state, and an invalid user is refused', async () => {
  const position = new Uint8Array(16).fill(7);
  expect((await changesFor(world.brian, position)).body.reset).toBe(true);
  const rpc = await world.tribe.rpcAs('messaging');
  const asked = rpc.client(GoalSyncService).listGoalChanges({ userId: 'x', position });
  await expect(asked).rejects.toMatchObject({ code: 'RPC_REQUEST_INVALID' });
});
