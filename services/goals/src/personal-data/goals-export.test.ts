import { OwnPersonalData } from '@tribe/personal-data';
import type { Person } from '@tribe/testing';
import { SystemDiary } from '../checkin/checkin.test-support';
import { GoalsWorld } from '../goals-world.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
});
afterAll(() => world.stop());

/** The exported data of a user, by section. */
async function dataOf({ id }: Person): Promise<Record<string, object[]>> {
  const { source } = world.tribe.service('goals').app.get(OwnPersonalData, { strict: false });
  const sections: Record<string, object[]> = {};
  for await (const { section, rows } of source.exportFor(id))
    (sections[section] ??= []).push(...rows);

  return sections;
}

test('an export tells nothing of a goal since the user left it, except what the user did', async () => {
  const { brian, alvin } = world;
  const goal = await world.trip();
  const path = `/api/v1/goals/${goal.id}`;
  const given = await alvin.post(`${path}/contributions`, { amount: 50, note: 'From Alvin' });
  await brian.post(`${path}/contributions`, { amount: 70, note: 'From Brian' });
  expect(await dataOf(alvin)).toMatchObject({ goals: [{ id: goal.id, title: goal.title }] });
  await brian.delete(`${path}/participants/${alvin.id}`);
  expect((await brian.patch(path, { title: 'Hidden trip' })).status).toBe(200);

  const { goals, ...rest } = await dataOf(alvin);
  expect(goals).toBeUndefined();
  expect(rest).toMatchObject({
    participations: [{ goalId: goal.id, role: 'member', leftAt: expect.any(Date) }],
    contributions: [{ id: given.body.id, note: 'From Alvin' }],
  });
  expect(JSON.stringify(rest)).not.toContain('From Brian');
});

test('the exports of two partners each have the question, and only the export of the owner the check-in', async () => {
  const { clarie, dorcas } = world;
  await world.partner(clarie, dorcas);
  const diary = await SystemDiary.open(world, clarie, 2, { verification_required: true });
  const { body: checkin } = await diary.checkIn(1, { notes: 'Twenty pages' });
  const path = `${diary.path}/checkins/${checkin.id}`;
  expect((await dorcas.post(`${path}/query`, { question: 'Which book?' })).status).toBe(200);
  await clarie.post(`${path}/answer`, { answer: 'The one about rivers' });
  await clarie.post('/api/v1/reflections', { content: 'The mornings work' });

  expect(await dataOf(clarie)).toMatchObject({
    systems: [{ id: diary.id }],
    checkins: [{ id: checkin.id, notes: 'Twenty pages', verifierQuery: 'Which book?' }],
    reflections: [{ content: 'The mornings work' }],
    calendar_changes: [{ timezone: expect.any(String) }],
  });
  const { verifications, ...rest } = await dataOf(dorcas);
  const ownSections = ['achievements', 'calendar_changes'];
  expect(Object.keys(rest).filter((section) => !ownSections.includes(section))).toEqual([]);
  expect(verifications).toEqual([
    { id: checkin.id, verifiedAt: expect.any(Date), verifierQuery: 'Which book?' },
  ]);
});
