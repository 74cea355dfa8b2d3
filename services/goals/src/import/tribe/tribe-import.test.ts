import type { Person } from '@tribe/testing';
import { GoalsWorld } from '../../goals-world.test-support';
import {
  dateBefore,
  days,
  diaryOf as diaryFrom,
  importFile,
  systemsOf,
} from '../import.test-support';
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
const dateOf = (daysAgo: number) => dateBefore(world, daysAgo);
const diaryOf = (habit: string, daysAgo: readonly number[]) => diaryFrom(world, habit, daysAgo);

test('an export of Tribe continues in another account with the same systems, streaks and reflections', async () => {
  const [from, to] = [await world.newFriend('ida'), await world.newFriend('jonas')];
  const { id } = await world.newSystem(from, {
    title: 'Stretch',
    frequency: 'weekly',
    frequency_details: { days_of_week: [0, 1, 2, 3, 4, 5, 6] },
    rest_days: [6],
    target_value: 5,
    target_unit: 'minutes',
    checkin_reminder: true,
    reminder_time_local: '07:00',
  });
  await importFile(from, diaryOf('Stretch', days(30, 3)), {
    habits: [{ habit: 'Stretch', system_id: id }],
  });
  const system = `/api/v1/systems/${id}`;
  const checkedInAt = world.tribe.clock.now().toISOString();
  await from.post(`${system}/checkins`, {
    client_id: 'phone-1',
    checked_in_at: checkedInAt,
    value: 5,
    notes: 'Done',
  });
  await from.post(`${system}/vacations`, { starts_on: dateOf(2), ends_on: dateOf(1) });
  await from.post('/api/v1/reflections', { content: 'The mornings work' });

  const content = await archive.fileOf(from);
  const report = await importFile(to, content, options);
  expect(report).toMatchObject({
    status: 'completed',
    counts: { entries: 30, imported: 30, refused: 0, systems_created: 1, goals_created: 0 },
    ignored_columns: ['goal_invitations'],
    problems: [],
  });
  const kept = (person: Person) => archive.keptOf(person, systemSections, ['createdAt']);
  expect(await kept(to)).toEqual(await kept(from));
  const streakOf = async (person: Person) => (await systemsOf(person))[0].streak;
  expect(await streakOf(to)).toEqual(await streakOf(from));

  const written = await world.written();
  expect((await importFile(to, content, options)).counts).toMatchObject({
    imported: 0,
    already_imported: 30,
    systems_created: 0,
  });
  expect(await world.written()).toBe(written);
});

test('goals of an export continue in another account with their milestones, contributions, corrections and reminders', async () => {
  const [from, to] = [await world.newFriend('kira'), await world.newFriend('lars')];
  await archive.goalsFor(from);
  const kept = (person: Person) => archive.keptOf(person, [...goalSections, 'systems']);
  const [before, content] = [await kept(from), await archive.fileOf(from)];
  await world.erase(from);

  const dryRun = await importFile(to, content, { ...options, dry_run: true });
  expect((await to.get('/api/v1/goals?status=all')).body.goals).toEqual([]);
  const report = await importFile(to, content, options);
  expect(report).toMatchObject({
    counts: { entries: 5, imported: 5, refused: 0, goals_created: 2, systems_created: 1 },
    problems: [],
  });
  expect(dryRun.counts).toEqual(report.counts);
  expect(await kept(to)).toEqual(before);
  expect(before).toMatchObject({
    goals: [
      {
        currentAmount: '220.125',
        milestones: [
          { title: 'Booked', achievedAt: expect.any(String) },
          { title: 'Half', achievedAt: expect.any(String) },
          { title: 'All', achievedAt: null },
        ],
      },
      { status: 'completed', archivedAt: expect.any(String) },
    ],
  });

  const written = await world.written();
  expect((await importFile(to, content, options)).counts).toMatchObject({
    imported: 0,
    already_imported: 5,
    goals_created: 0,
  });
  expect(await world.written()).toBe(written);
});

test('an imported goal is announced as imported, notifies nobody and continues with new contributions', async () => {
  const [from, to] = [await world.newFriend('mona'), await world.newFriend('nils')];
  await archive.goalsFor(from);
  await importFile(to, await archive.fileOf(from), options);
  const { body } = await to.get('/api/v1/goals');
  const [{ id }] = body.goals;
  const [created, ...rest] = await world.eventsOf(id);
  expect(created).toMatchObject({ name: 'GoalCreated', version: 1, data: { imported: true } });
  expect(rest.map(({ name }) => name)).toEqual(['GoalUpdated']);

  await archive.give(to, `/api/v1/goals/${id}`, 79.875);
  const goal = (await to.get(`/api/v1/goals/${id}`)).body;
  expect(goal).toMatchObject({ status: 'completed', current_amount: 300 });
  expect((await world.eventsOf(id)).slice(2).map(({ name }) => name)).toEqual([
    'GoalContributionAdded',
    'MilestoneAchieved',
    'GoalCompleted',
  ]);
});

test('a shared goal comes back as a goal of its owner alone, and goals of others are refused with what belongs to them', async () => {
  const [from, to] = [await world.newFriend('olga'), await world.newFriend('paul')];
  await world.tribe.settled();
  const { brian } = world;
  const shared = { goal_type: 'group', target_type: 'amount', target_amount: 500 };
  const own = await world.newGoal(from, { ...shared, title: 'Own', participant_ids: [brian.id] });
  const path = `/api/v1/goals/${own.id}`;
  await from.post(`${path}/milestones`, { title: 'Start', target_value: 100 });
  await archive.give(from, path, 40);
  await archive.give(brian, path, 60, { note: 'From Brian' });
  const foreign = await world.newGoal(brian, { ...shared, participant_ids: [from.id] });
  await archive.give(from, `/api/v1/goals/${foreign.id}`, 5);
  await from.post(`/api/v1/goals/${foreign.id}/reminders`, {
    reminder_type: 'daily',
    reminder_time: '07:30',
  });

  const report = await importFile(to, await archive.fileOf(from), options);
  expect(report).toMatchObject({
    counts: { entries: 3, imported: 1, refused: 3, goals_created: 1 },
    problems: [
      { line: 2, code: 'GOAL_NOT_OWNED', field: 'goals' },
      { line: 2, code: 'GOAL_NOT_FOUND', field: 'contributions' },
      { line: 1, code: 'GOAL_NOT_FOUND', field: 'reminders' },
    ],
  });
  const { goals } = (await to.get('/api/v1/goals')).body;
  expect(goals).toMatchObject([{ title: 'Own', current_amount: 40, participants_count: 1 }]);
  const goal = (await to.get(`/api/v1/goals/${goals[0].id}`)).body;
  expect(goal.milestones).toMatchObject([{ title: 'Start', achieved: false, achieved_by: null }]);
});

test('an export of Tribe that was edited imports no verification and nothing that a request could not create', async () => {
  const { dorcas } = world;
  const now = world.tribe.clock.now();
  const schedules = [{ effectiveAt: now, frequency: 'daily', frequencyDetails: {}, restDays: [] }];
  const valid = {
    id: '019ad000-0000-7000-8000-000000000001',
    title: 'Box',
    description: '',
    status: 'active',
    frequency: 'daily',
    frequencyDetails: {},
    restDays: [],
    metricType: 'binary',
    verificationRequired: false,
    sharedWithPartner: false,
    checkinReminder: false,
    aiAssistanceUsed: false,
    createdAt: now,
    schedules,
    pauses: [],
    vacations: [],
    freezes: [],
  };
  const checkin = {
    systemId: valid.id,
    clientId: 'c-1',
    checkedInAt: now,
    localTime: now,
    status: 'verified_completed',
    verifiedByPartnerId: world.brian.id,
    verifiedAt: now,
  };
  const content = JSON.stringify({
    systems: [
      valid,
      { ...valid, title: '' },
      { ...valid, createdAt: '2999-01-01' },
      { ...valid, freezes: [{ frozenOn: '-100000-01-01T00:00:00Z', createdAt: now }] },
      7,
    ],
    checkins: [
      checkin,
      checkin,
      { ...checkin, systemId: world.brian.id },
      { ...checkin, localTime: '1990-01-01' },
    ],
    reflections: [
      { reflectionDate: '2999-01-01', content: 'x', createdAt: now, sharedWithPartner: false },
      { reflectionDate: '-100000-01-01T00:00:00Z', content: 'x', createdAt: now },
    ],
  });

  const report = await importFile(dorcas, content, { source: 'tribe', format: 'json' });
  expect(report.counts).toMatchObject({ imported: 1, refused: 9, systems_created: 1 });
  const found = (await systemsOf(dorcas)).find(({ title }: { title: string }) => title === 'Box');
  const { body } = await dorcas.get(`/api/v1/systems/${found.id}/checkins`);
  expect(body.checkins).toMatchObject([{ status: 'completed', verified_by_partner_id: null }]);
});

test('goals of an export that was edited are refused where no request could have created them', async () => {
  const person = await world.newFriend('rosa');
  const owner = await world.newFriend('quinn');
  await archive.goalsFor(owner);
  const file = await archive.of(owner, goalSections);
  const [goal] = file.goals;
  const [given, , correction] = file.contributions;
  const [milestone] = goal.milestones;
  const [reminder] = file.reminders;
  const other = world.brian.id;

  const goals = [
    { ...goal, title: '' },
    { ...goal, createdAt: '2999-01-01T00:00:00Z' },
    { ...goal, createdAt: '1990-01-01T00:00:00Z' },
    { ...goal, status: 'completed' },
    { ...goal, targetAmount: '0.1234' },
    { ...goal, milestones: [{ ...milestone, title: '' }] },
    { ...goal, milestones: Array.from({ length: 51 }, () => milestone) },
    7,
    goal,
    goal,
  ];
  const contributions = [
    given,
    { ...given, id: other, userId: other },
    { ...given, id: other, amount: '-1' },
    { ...given, id: other, createdAt: '2999-01-01T00:00:00Z' },
    { ...correction, amount: '0.1' },
    { ...correction, amount: '-200.6' },
    { ...correction, correctsId: other },
    null,
  ];
  const reminders = Array.from({ length: 11 }, (_, index) => ({
    ...reminder,
    id: reminder.id.slice(0, -2) + String(10 + index),
  }));
  const content = JSON.stringify({ ...file, goals, contributions, reminders });
  const report = await importFile(person, content, options);
  expect(report.counts).toMatchObject({ goals_created: 1, imported: 11, refused: 17 });
  const codes = report.problems.map(({ code }: { code: string }) => code);
  expect([...new Set(codes)].toSorted()).toEqual([
    'CONTRIBUTION_NOT_FOUND',
    'CORRECTION_TOO_LARGE',
    'LINE_INVALID',
    'LINE_REPEATED',
    'REMINDER_LIMIT_REACHED',
  ]);
  const [{ current_amount }] = (await person.get('/api/v1/goals')).body.goals;
  expect(current_amount).toBe(200.5);
});
