import { Database } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { GoalsWorld } from '../../goals-world.test-support';
import { insertImport } from '../import.queries';
import { importFile, openImport, systemsOf } from '../import.test-support';
import { TribeImport } from './tribe-import';
import { goalSections, systemSections, TribeExports } from './tribe-import.test-support';

let world: GoalsWorld;
let archive: TribeExports;
beforeAll(async () => {
  world = await GoalsWorld.start({ IMPORTS_PER_DAY: '30' });
  world.advanceTo('13:00');
  archive = new TribeExports(world);
});
afterAll(() => world.stop());

const options = { source: 'tribe', format: 'json' };
const amountGoal = { target_type: 'amount', target_amount: 300, goal_type: 'group' };

/** The goal of another account, with a contribution of 50, and its import in the account of a person. */
async function importedGoalOf(from: Person, to: Person) {
  const { id } = await world.newGoal(from, { title: 'Boat', ...amountGoal });
  const path = `/api/v1/goals/${id}`;
  const given = await archive.give(from, path, 50);
  await importFile(to, await archive.fileOf(from), options);
  const { goals } = (await to.get('/api/v1/goals')).body;
  const own = `/api/v1/goals/${goals[0].id}`;

  return { path, given, own };
}

test('a correction of an export that exceeds what corrections in the app have left is refused, and the rest is imported', async () => {
  const [from, to] = [await world.newFriend('anna'), await world.newFriend('bert')];
  const { path, given, own } = await importedGoalOf(from, to);
  await from.post(`${path}/contributions/${given}/corrections`, { amount: 30, reason: 'Mistyped' });
  await archive.give(from, path, 7);
  const [{ id }] = (await to.get(`${own}/contributions`)).body.contributions;
  await to.post(`${own}/contributions/${id}/corrections`, { amount: 40, reason: 'Taken out' });

  const report = await importFile(to, await archive.fileOf(from), options);
  expect(report).toMatchObject({
    status: 'completed',
    counts: { imported: 1, already_imported: 1, refused: 1, goals_created: 0 },
    problems: [{ line: 2, code: 'CORRECTION_TOO_LARGE', field: 'contributions' }],
  });
  expect((await to.get(own)).body.current_amount).toBe(17);
});

test('a second milestone with the id of another is refused, and its goal is imported', async () => {
  const [from, to] = [await world.newFriend('cleo'), await world.newFriend('dirk')];
  const { id } = await world.newGoal(from, amountGoal);
  await from.post(`/api/v1/goals/${id}/milestones`, { title: 'Half', target_value: 150 });
  const file = await archive.of(from, goalSections);
  const [milestone] = file.goals[0].milestones;
  file.goals[0].milestones.push({ ...milestone, title: 'Again', orderIndex: 1 });

  const report = await importFile(to, JSON.stringify(file), options);
  expect(report).toMatchObject({
    status: 'completed',
    counts: { refused: 1, goals_created: 1 },
    problems: [{ line: 1, code: 'LINE_REPEATED', field: 'milestones' }],
  });
  const [goal] = (await to.get('/api/v1/goals')).body.goals;
  const { milestones } = (await to.get(`/api/v1/goals/${goal.id}`)).body;
  expect(milestones).toMatchObject([{ title: 'Half' }]);
});

test('imports of the same file at the same time create each goal, contribution and system once', async () => {
  const [from, to] = [await world.newFriend('elsa'), await world.newFriend('falk')];
  await archive.goalsFor(from);
  const content = await archive.fileOf(from);
  const { app } = world.tribe.service('goals');
  const imports = app.get(TribeImport, { strict: false });
  const rows = [1, 2, 3, 4].map(() => openImport(world, to.id, content));
  for (const row of rows) await insertImport(app.get(Database), row);

  const { signal } = new AbortController();
  const outcomes = await Promise.all(rows.map((row) => imports.run(row, signal)));
  const sum = (of: 'goals_created' | 'systems_created') =>
    outcomes.reduce((total, { counts }) => total + counts[of], 0);
  expect([sum('goals_created'), sum('systems_created')]).toEqual([2, 1]);
  const { goals } = (await to.get('/api/v1/goals?status=all')).body;
  expect(goals.map(({ current_amount }: { current_amount: number }) => current_amount)).toEqual([
    300, 220.125,
  ]);
  expect(await systemsOf(to)).toHaveLength(1);
});

test('a run that begins again adds what it had not added to a goal that was completed before', async () => {
  const [from, to] = [await world.newFriend('rita'), await world.newFriend('sven')];
  await archive.goalsFor(from);
  const file = await archive.of(from, goalSections);
  const { app } = world.tribe.service('goals');
  const row = openImport(world, to.id, JSON.stringify({ ...file, contributions: [] }));
  await insertImport(app.get(Database), row);
  const imports = app.get(TribeImport, { strict: false });
  const { signal } = new AbortController();
  await imports.run(row, signal);

  const again = await imports.run({ ...row, content: JSON.stringify(file) }, signal);
  expect(again.problems.listed).toEqual([]);
  expect(again.counts).toMatchObject({ imported: 4, goals_created: 0 });
});

test('a goal that was handed over is imported again for its former owner, also if the new owner imported the same file', async () => {
  const [from, to] = [await world.newFriend('gesa'), await world.newFriend('hugo')];
  await world.tribe.befriend(to, world.alvin);
  await world.tribe.settled();
  const { own } = await importedGoalOf(from, to);
  const content = await archive.fileOf(from);
  await importFile(world.alvin, content, options);
  await to.post(`${own}/participants`, { user_id: world.alvin.id });
  expect((await to.delete(`${own}/participants/${to.id}`)).status).toBe(204);

  expect((await world.alvin.get(own)).body.creator_id).toBe(world.alvin.id);
  const report = await importFile(to, content, options);
  expect(report.counts).toMatchObject({ goals_created: 1, refused: 0 });
});

test('a goal that is completed by now takes no more contributions of an export', async () => {
  const [from, to] = [await world.newFriend('ilse'), await world.newFriend('jens')];
  const { path, own } = await importedGoalOf(from, to);
  await to.post(`${own}/complete`);
  await archive.give(from, path, 7);
  const content = await archive.fileOf(from);

  for (const dry_run of [true, false])
    expect(await importFile(to, content, { ...options, dry_run })).toMatchObject({
      counts: { imported: 0, already_imported: 1, refused: 1 },
      problems: [{ line: 2, code: 'GOAL_NOT_ACTIVE', field: 'contributions' }],
    });

  expect((await to.get(own)).body).toMatchObject({ status: 'completed', current_amount: 50 });
});

test('a goal that has other participants by now is not changed by an import', async () => {
  const [from, to] = [await world.newFriend('kurt'), await world.newFriend('lena')];
  await world.tribe.settled();
  const { path, given, own } = await importedGoalOf(from, to);
  await to.post(`${own}/participants`, { user_id: world.brian.id });
  await from.post(`${path}/contributions/${given}/corrections`, { amount: 1, reason: 'Less' });
  await archive.give(from, path, 7);

  const report = await importFile(to, await archive.fileOf(from), options);
  const refused = { code: 'GOAL_SHARED', field: 'contributions' };
  expect(report).toMatchObject({
    counts: { imported: 0, already_imported: 1, refused: 2 },
    problems: [
      { ...refused, line: 2 },
      { ...refused, line: 3 },
    ],
  });
  expect((await world.brian.get(own)).body.current_amount).toBe(50);
});

test('a system comes archived as it was, and one that is archived by now takes no more check-ins of an export', async () => {
  const [from, to] = [await world.newFriend('olaf'), await world.newFriend('pia')];
  const { id } = await world.newSystem(from, { title: 'Knit' });
  const checkIn = async () => {
    world.tribe.clock.advance(60_000);
    const checked_in_at = world.tribe.clock.now().toISOString();
    const body = { client_id: `c-${Date.parse(checked_in_at)}`, checked_in_at };
    expect((await from.post(`/api/v1/systems/${id}/checkins`, body)).status).toBe(201);
  };
  await checkIn();
  await checkIn();
  expect((await from.post(`/api/v1/systems/${id}/archive`)).body.status).toBe('inactive');
  const longer = await archive.of(from, systemSections);
  const shorter = { ...longer, checkins: longer.checkins.slice(0, 1) };
  const first = await importFile(to, JSON.stringify(shorter), options);
  expect(first.counts).toMatchObject({ imported: 1, refused: 0, systems_created: 1 });
  const { systems } = (await to.get('/api/v1/systems?status=inactive')).body;
  expect(systems).toMatchObject([{ title: 'Knit' }]);

  expect(await importFile(to, JSON.stringify(longer), options)).toMatchObject({
    counts: { imported: 0, already_imported: 1, refused: 1 },
    problems: [{ line: 2, code: 'SYSTEM_ARCHIVED', field: 'checkins' }],
  });
});

test('an edited export adds no check-ins to a system with verification after the system was imported', async () => {
  const [from, to] = [await world.newFriend('maja'), await world.newFriend('nico')];
  const verified = { verification_required: true, shared_with_partner: true };
  const { id } = await world.newSystem(from, { title: 'Row', ...verified });
  const checkIn = async () => {
    world.tribe.clock.advance(60_000);
    const checked_in_at = world.tribe.clock.now().toISOString();
    const checkins = `/api/v1/systems/${id}/checkins`;
    return (
      await from.post(checkins, { client_id: `c-${Date.parse(checked_in_at)}`, checked_in_at })
    ).status;
  };
  expect(await checkIn()).toBe(201);
  expect((await importFile(to, await archive.fileOf(from), options)).counts).toMatchObject({
    imported: 1,
    refused: 0,
  });

  expect(await checkIn()).toBe(201);
  const content = await archive.fileOf(from);

  for (const dry_run of [true, false])
    expect(await importFile(to, content, { ...options, dry_run })).toMatchObject({
      counts: { imported: 0, already_imported: 1, refused: 1 },
      problems: [{ line: 2, code: 'VERIFICATION_REQUIRED', field: 'checkins' }],
    });
});
