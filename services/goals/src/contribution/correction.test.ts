import { newId } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { GoalsWorld } from '../goals-world.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
});
afterAll(() => world.stop());

async function contribution(by: Person, amount: number, fields: object = {}) {
  const goal = await world.trip(fields);
  const path = `/api/v1/goals/${goal.id}`;
  const { body } = await by.post(`${path}/contributions`, { amount });
  return { id: goal.id, path, corrections: `${path}/contributions/${body.id}/corrections`, body };
}

describe('correcting a contribution', () => {
  test('adds a negative entry with the reason and keeps the contribution', async () => {
    const { brian, alvin } = world;
    const { id, path, corrections, body: given } = await contribution(alvin, 150);
    const { status, body } = await alvin.post(corrections, { amount: 50.5, reason: 'Mistyped' });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(String),
      goal_id: id,
      user_id: alvin.id,
      amount: -50.5,
      note: 'Mistyped',
      contribution_type: 'monetary',
      created_at: expect.any(String),
      corrects_id: given.id,
      corrected_by: alvin.id,
      goal_progress: { current_amount: 99.5, progress_percentage: 3.31 },
    });
    const listed = await brian.get(`${path}/contributions`);
    const amounts = listed.body.contributions.map(({ amount }: { amount: number }) => amount);
    expect(amounts).toEqual([-50.5, 150]);
    const seen = await brian.get(path);
    expect(seen.body.current_amount).toBe(99.5);
    expect(seen.body.participants[1].contribution_amount).toBe(99.5);
    expect((await world.eventsOf(id)).at(-1)).toMatchObject({
      name: 'GoalContributionCorrected',
      version: 3,
      data: {
        contributionId: given.id,
        contributorId: alvin.id,
        correctedBy: { id: alvin.id },
        amount: '-50.50',
        reason: 'Mistyped',
        goal: { currentAmount: '99.50' },
      },
    });
  });

  test('takes back what remains when no amount is given, also by the owner and of a member who left', async () => {
    const { brian, alvin } = world;
    const { id, path, corrections } = await contribution(alvin, 20);
    await alvin.post(corrections, { amount: 5, reason: 'a part' });
    await alvin.delete(`${path}/participants/${alvin.id}`);
    const { status, body } = await brian.post(corrections, { reason: 'Paid back' });
    expect([status, body.amount, body.user_id, body.corrected_by]).toEqual([
      201,
      -15,
      alvin.id,
      brian.id,
    ]);
    const [row] = await world.rows(
      'SELECT contribution_amount::text AS sum FROM goal_participants WHERE goal_id = $1 AND user_id = $2',
      [id, alvin.id],
    );
    expect(row).toEqual({ sum: '0.000' });
  });

  test('refuses more than what remains, also for concurrent corrections', async () => {
    const { id, corrections, path } = await contribution(world.alvin, 10);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        world.alvin.post(corrections, { amount: 3, reason: 'again' }),
      ),
    );
    const codes = answers.map(({ status, body }) => body.code ?? status).sort();
    expect(codes).toEqual([201, 201, 201, ...Array<string>(5).fill('CORRECTION_TOO_LARGE')]);
    expect((await world.brian.get(path)).body.current_amount).toBe(1);
    await world.alvin.post(corrections, { reason: 'the rest' });
    const { body } = await world.alvin.post(corrections, { reason: 'nothing left' });
    expect(body.code).toBe('CORRECTION_TOO_LARGE');
    const [sums] = await world.rows(
      `SELECT current_amount::text AS goal, (SELECT sum(amount)::text FROM goal_contributions WHERE goal_id = g.id) AS entries
         FROM goals g WHERE id = $1`,
      [id],
    );
    expect(sums).toEqual({ goal: '0.000', entries: '0.000' });
  });

  test('no contribution is lost among concurrent corrections', async () => {
    const { path, corrections } = await contribution(world.alvin, 10);
    await Promise.all([
      ...Array.from({ length: 5 }, () => world.clarie.post(`${path}/contributions`, { amount: 7 })),
      ...Array.from({ length: 5 }, () => world.alvin.post(corrections, { amount: 1, reason: 'x' })),
    ]);
    const { body } = await world.brian.get(path);
    expect(body.current_amount).toBe(40);
    const amounts = body.participants.map(
      (person: { contribution_amount: number }) => person.contribution_amount,
    );
    expect(amounts).toEqual([0, 5, 35]);
  });

  test('is possible for a completed goal, which stays completed', async () => {
    const { path, corrections } = await contribution(world.alvin, 10, { target_amount: 10 });
    await world.brian.post(`${path}/complete`);
    expect((await world.alvin.post(corrections, { reason: 'Twice' })).status).toBe(201);
    const { body } = await world.brian.get(path);
    expect(body).toMatchObject({ status: 'completed', current_amount: 0 });
  });

  test('refuses another member with 403', async () => {
    const { corrections } = await contribution(world.alvin, 10);
    const before = await world.written();
    const { status, body } = await world.clarie.post(corrections, { reason: 'I think so' });
    expect([status, body.code]).toEqual([403, 'PERMISSION_DENIED']);
    expect(await world.written()).toBe(before);
  });

  test('refuses the correction of a correction, and of a contribution of another goal', async () => {
    const { path, corrections } = await contribution(world.alvin, 10);
    const { body } = await world.alvin.post(corrections, { amount: 1, reason: 'x' });
    const again = await world.alvin.post(`${path}/contributions/${body.id}/corrections`, {
      reason: 'x',
    });
    expect([again.status, again.body.code]).toEqual([409, 'CORRECTION_NOT_CORRECTABLE']);
    const other = await contribution(world.alvin, 10);
    for (const id of [newId(), other.body.id]) {
      const { body: refused } = await world.alvin.post(`${path}/contributions/${id}/corrections`, {
        reason: 'x',
      });
      expect(refused.code).toBe('CONTRIBUTION_NOT_FOUND');
    }
  });

  test('refuses more decimals than the currency has', async () => {
    const { corrections } = await contribution(world.alvin, 1000, { target_currency: 'JPY' });
    const { status, body } = await world.alvin.post(corrections, { amount: 0.5, reason: 'x' });
    expect([status, body.errors[0].pointer]).toEqual([422, '/amount']);
  });
});
