import { newId } from '@tribe/service-kit';
import { eventually } from '@tribe/testing';
import { GoalsWorld } from '../goals-world.test-support';
import {
  dateBefore,
  days,
  diaryOf as diaryFrom,
  importFile,
  importsPath,
  openImport,
  systemsOf,
} from './import.test-support';
import { ImportGoneError } from './open-import';
import { TribeImport } from './tribe/tribe-import';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start({ IMPORTS_PER_DAY: '30', CHECKIN_MAX_PER_DAY: '3' });
  world.advanceTo('13:00');
});
afterAll(() => world.stop());

const path = importsPath;
const dateOf = (daysAgo: number) => dateBefore(world, daysAgo);
const diaryOf = (habit: string, daysAgo: readonly number[]) => diaryFrom(world, habit, daysAgo);

test('imported history counts for the streak, and a gap in it ends one', async () => {
  const { alvin } = world;
  const content = diaryOf('Read', [...days(400, 390), ...days(300, 0)]);
  const report = await importFile(alvin, content);
  expect(report).toMatchObject({
    status: 'completed',
    failure_code: null,
    counts: { entries: 312, imported: 312, already_imported: 0, refused: 0, systems_created: 1 },
    problems: [],
  });

  const [system] = await systemsOf(alvin);
  expect(system).toMatchObject({
    title: 'Read',
    shared_with_partner: false,
    streak: { current_streak: 301, longest_streak: 301 },
  });
  const { body } = await alvin.get(`/api/v1/systems/${system.id}/checkins?limit=1`);
  expect(body.checkins).toMatchObject([{ imported: true, local_date: dateOf(0) }]);
});

test('the same file again changes nothing, and a longer one adds what is new', async () => {
  const { brian } = world;
  const first = diaryOf('Run', days(5, 1));
  expect((await importFile(brian, first)).counts).toMatchObject({ imported: 5 });
  const written = await world.written();
  const again = await importFile(brian, first);
  expect(again.counts).toMatchObject({ imported: 0, already_imported: 5, systems_created: 0 });
  expect(await world.written()).toBe(written);

  const longer = await importFile(brian, diaryOf('Run', days(7, 0)));
  expect(longer.counts).toMatchObject({ imported: 3, already_imported: 5, systems_created: 0 });
  const [system] = await systemsOf(brian);
  expect(system.streak.current_streak).toBe(8);

  const checkins = `/api/v1/systems/${system.id}/checkins`;
  const [latest] = (await brian.get(checkins)).body.checkins;
  await brian.delete(`${checkins}/${latest.id}`);
  const restored = await importFile(brian, diaryOf('Run', days(7, 0)));
  expect(restored.counts).toMatchObject({ imported: 0, already_imported: 8 });
});

test('a dry run reports the same and writes nothing but the report', async () => {
  const { clarie } = world;
  const written = await world.written();
  const content =
    `habit,date,status,value,unit,note,Mood\n` +
    `Read,${dateOf(1)},done,20,pages,,good\n` +
    `Read,${dateOf(1)},done,30,pages,,\n` +
    `,${dateOf(1)},done,,,,\n` +
    `Read,${dateOf(-2)},done,,,,\n` +
    `Read,1999-01-01,done,,,,\n` +
    `Read,soon,done,,,,\n` +
    `Read,${dateOf(2)},perhaps,,,,\n` +
    `Read,${dateOf(3)},done,1000001,,,\n` +
    `Read,${dateOf(4)},no,,,,\n` +
    `Read,${dateOf(5)},done,,,${'x'.repeat(2001)},\n`;

  const dry = await importFile(clarie, content, { dry_run: true });
  expect(await world.written()).toBe(written);
  const real = await importFile(clarie, content);
  const same = { ...dry, id: real.id, dry_run: false };
  expect({ ...real, created_at: dry.created_at, finished_at: dry.finished_at }).toEqual(same);

  expect(real).toMatchObject({
    counts: { entries: 9, imported: 1, refused: 8, not_done: 1, systems_created: 1 },
    ignored_columns: ['Mood'],
  });
  expect(
    real.problems.map(({ line, code, field }: { line: number; code: string; field: string }) => [
      line,
      code,
      field,
    ]),
  ).toEqual([
    [3, 'LINE_REPEATED', 'date'],
    [4, 'HABIT_INVALID', 'habit'],
    [5, 'DATE_IN_FUTURE', 'date'],
    [6, 'DATE_TOO_OLD', 'date'],
    [7, 'DATE_INVALID', 'date'],
    [8, 'STATUS_UNKNOWN', 'status'],
    [9, 'VALUE_INVALID', 'value'],
    [11, 'NOTE_INVALID', 'note'],
  ]);
  expect(await systemsOf(clarie)).toMatchObject([{ metric_type: 'counter', target_unit: 'pages' }]);
});

test('a habit continues in a chosen system, with its schedule', async () => {
  const owner = await world.newFriend('emil');
  const weekly = { frequency: 'times_per_week', frequency_details: { times: 1 } };
  const { id } = await world.newSystem(owner, { title: 'Write', ...weekly });
  const content = diaryOf(
    'Writing',
    [1, 8, 15, 22].map((n) => n + 7),
  );
  const habits = [{ habit: 'writing', system_id: id }];
  expect((await importFile(owner, content, { habits })).counts).toMatchObject({
    imported: 4,
    systems_created: 0,
  });
  expect(await systemsOf(owner)).toMatchObject([
    { id, streak: { unit: 'weeks', longest_streak: 4 } },
  ]);

  const foreign = await world.dorcas.post(path, {
    source: 'generic',
    format: 'csv',
    content,
    habits,
  });
  expect([foreign.status, foreign.body.code]).toEqual([404, 'SYSTEM_NOT_FOUND']);
});

test('no file is a way around the verification by a partner', async () => {
  const owner = await world.newFriend('julia');
  const verified = { verification_required: true, shared_with_partner: true };
  const { id } = await world.newSystem(owner, { title: 'Row', ...verified });
  const now = world.tribe.clock.now().toISOString();
  const content = `${diaryOf('Row', [2, 1])}Row,${now},done\n`;
  const habits = [{ habit: 'Row', system_id: id }];

  for (const dry_run of [true, false]) {
    const { counts, problems } = await importFile(owner, content, { habits, dry_run });
    expect(counts).toMatchObject({ imported: 2, refused: 1 });
    expect(problems).toMatchObject([{ line: 4, code: 'VERIFICATION_REQUIRED' }]);
  }
});

test('imported days make no badge', async () => {
  const [owner, partner] = [await world.newFriend('hanna'), world.alvin];
  await world.partner(owner, partner);
  await importFile(owner, diaryOf('Draw', days(9, 1)), { shared_with_partner: true });
  const [{ id }] = await systemsOf(owner);
  const range = { starts_on: dateOf(8), ends_on: dateOf(2) };
  const proposal = { partner_id: partner.id, system_id: id, ...range };
  const { status, body } = await owner.post('/api/v1/badges', proposal);
  expect([status, body.code]).toEqual([409, 'BADGE_COMMITMENT_IMPORTED']);
});

test('an import publishes one event per system and no check-in, and awards achievements without a notice', async () => {
  const owner = await world.newFriend('fritz');
  await importFile(owner, diaryOf('Swim', days(40, 0)));
  const [{ id }] = await systemsOf(owner);
  const events = await world.eventsOf(id);
  expect(events.map(({ name }) => name)).toEqual(['SystemCreated', 'StreakChanged']);
  await world.tribe.settled();
  const { body } = await owner.get('/api/v1/achievements');
  const earned = body.achievements.filter((each: { earned_at: string | null }) => each.earned_at);
  expect(earned.length).toBeGreaterThan(0);
  const notices = await world.rows(
    `SELECT FROM outbox WHERE subject LIKE 'tribe.goals.award.%' AND position($1::bytea IN payload) > 0`,
    [Buffer.from(owner.id)],
  );
  expect(notices).toHaveLength(0);
});

test('a file that cannot be read fails with its reason, and a day takes no more check-ins than its limit', async () => {
  const { dorcas } = world;
  expect(await importFile(dorcas, 'habit,status\nRead,done\n')).toMatchObject({
    status: 'failed',
    failure_code: 'IMPORT_COLUMN_MISSING',
  });
  const lines = [1, 2, 3, 4].map((hour) => `Sip,${dateOf(1)} 0${hour}:00,done\n`);
  expect(await importFile(dorcas, `habit,date,status\n${lines.join('')}`)).toMatchObject({
    counts: { imported: 3, refused: 1 },
    problems: [{ line: 5, code: 'CHECKIN_LIMIT_REACHED' }],
  });
});

test.each([
  [
    'a format that the source does not have',
    { source: 'loop', format: 'json' },
    'IMPORT_FORMAT_INVALID',
  ],
  ['no content', { content: '' }, 'VALIDATION_FAILED'],
  ['an unknown source', { source: 'paper' }, 'VALIDATION_FAILED'],
  ['an unknown column', { columns: { mood: 'Mood' } }, 'VALIDATION_FAILED'],
])('refuses %s', async (_what, fields, code) => {
  const body = { source: 'generic', format: 'csv', content: 'habit,date\n', ...fields };
  const answer = await world.brian.post(path, body);
  expect([answer.status, answer.body.code]).toEqual([422, code]);
});

test('imports are limited per day and run one after the other; their reports are exported and erased', async () => {
  const owner = await world.newFriend('greta');
  const body = { source: 'generic', format: 'csv', content: 'habit,date\nRead,2026-06-02\n' };
  const answers = await Promise.all([1, 2, 3].map(() => owner.post(path, body)));
  expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409]);
  await eventually(async () => {
    const { imports } = (await owner.get(path)).body;
    expect(imports).toMatchObject([{ status: 'completed' }]);
  });

  await world.rows(
    `INSERT INTO imports (id, user_id, source, format, dry_run, options, status, created_at)
     SELECT gen_random_uuid(), $1, 'generic', 'csv', false, '{}', 'completed', $2 FROM generate_series(1, 30)`,
    [owner.id, world.tribe.clock.now()],
  );
  const refused = await owner.post(path, body);
  expect([refused.status, refused.body.code]).toEqual([429, 'IMPORT_LIMIT_REACHED']);
  const exported = await world.exportOf(owner, 'imports');
  expect(exported).toHaveLength(31);
  expect(exported[0]).not.toHaveProperty('content');
  await world.erase(owner);
  expect(await world.rows('SELECT FROM imports WHERE user_id = $1', [owner.id])).toEqual([]);
});

test('names of columns with any characters are listed, cut short, and stop no import', async () => {
  const entries = [
    { date: dateOf(1), 'a\u0000\ud800b': '1', ['n'.repeat(5_000)]: '?', note: 'x\ud800' },
  ];
  const { dorcas } = world;
  const report = await importFile(
    dorcas,
    JSON.stringify(entries).replace('"note"', '"habit":"Swim","note"'),
    { format: 'json' },
  );
  expect(report).toMatchObject({ status: 'completed', failure_code: null });
  expect(report.ignored_columns).toEqual(['a  b', 'n'.repeat(100)]);
  const wide = await importFile(dorcas, `date,${'w'.repeat(5_000)}\n${dateOf(1)},done\n`);
  expect(wide.problems).toMatchObject([{ code: 'HABIT_INVALID', field: 'w'.repeat(100) }]);
});

test('an account that was erased meanwhile gets no reflections', async () => {
  const reflection = { reflectionDate: dateOf(1), content: 'Calm', createdAt: dateOf(1) };
  const content = JSON.stringify({ reflections: [reflection] });
  const row = openImport(world, newId(), content);
  const imports = world.tribe.service('goals').app.get(TribeImport, { strict: false });
  await expect(imports.run(row, new AbortController().signal)).rejects.toThrow(ImportGoneError);
  const db = await world.tribe.db('goals');
  expect(
    (await db.query('SELECT FROM reflections WHERE user_id = $1', [row.userId])).rowCount,
  ).toBe(0);
});
