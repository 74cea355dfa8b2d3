import type { ImportFormat } from '../../generated/prisma/enums';
import { parseDate } from './date.rules';
import type { ForeignEntry } from './entry';
import { type ForeignSource, readForeignFile } from './foreign-file';
import type { FileOptions } from './generic.rules';

const { signal } = new AbortController();

async function read(
  source: ForeignSource,
  content: string,
  { format = 'csv', ...options }: FileOptions & { format?: ImportFormat } = {},
) {
  const { entries, ignoredColumns } = await readForeignFile(
    { source, format, content },
    options,
    signal,
  );
  return { entries: [...entries], ignoredColumns };
}

/** `habit date outcome value` of every entry. */
function shortOf(entries: readonly ForeignEntry[]): string[] {
  return entries.map(({ habit, date, outcome, value }) =>
    [habit, date, outcome ?? '?', value ?? ''].join(' ').trim(),
  );
}

const short = async (...file: Parameters<typeof read>) => shortOf((await read(...file)).entries);

test('Loop: a column per habit, with marks as names or numbers, and amounts in thousandths', async () => {
  const content =
    'Date,Meditate,Wake up early,Run,\n' +
    '2026-06-03,YES_MANUAL,SKIP,2500,\n' +
    '2026-06-02,2,3,NO,\n' +
    '2026-06-01,YES_AUTO,-1,oops,\n';

  expect(await short('loop', content)).toEqual([
    'Meditate 2026-06-03 completed',
    'Wake up early 2026-06-03 skipped',
    'Run 2026-06-03 completed 2.5',
    'Meditate 2026-06-02 completed',
    'Wake up early 2026-06-02 skipped',
    'Run 2026-06-02 none',
    'Meditate 2026-06-01 none',
    'Wake up early 2026-06-01 none',
    'Run 2026-06-01 ?',
  ]);
});

test('Loop: the file of one habit, with notes of several lines', async () => {
  const content =
    'Date,Value,Notes\n2026-06-03,YES_MANUAL,"slow,\n""good""\nend"\n2026-06-02,NO,\n';
  const { entries } = await read('loop', content, { habitName: 'Meditate' });
  expect(shortOf(entries)).toEqual(['Meditate 2026-06-03 completed', 'Meditate 2026-06-02 none']);
  expect(entries.map(({ line, note }) => [line, note])).toEqual([
    [4, 'slow,\n"good"\nend'],
    [5, undefined],
  ]);
});

test('Habitica: an entry of the history was done when the value of its task has risen', async () => {
  const content =
    'Task Name,Task ID,Task Type,Date,Value\n' +
    'Be Awesome,t1,habit,2026-06-02 13:26:05,1\n' +
    'Be Awesome,t1,habit,2026-06-03 05:06:55,1.02\n' +
    'Floss,t2,daily,2026-06-03 06:00:00,-1\n' +
    'Be Awesome,t1,habit,2026-06-04 05:06:55,0.5\n';

  expect(await short('habitica', content)).toEqual([
    'Be Awesome 2026-06-02 13:26:05Z completed',
    'Be Awesome 2026-06-03 05:06:55Z completed',
    'Floss 2026-06-03 06:00:00Z none',
    'Be Awesome 2026-06-04 05:06:55Z none',
  ]);
});

test('Habitica: entries of the user data say whether they were done', async () => {
  const at = Date.parse('2026-06-02T20:00:00Z');
  const history = [
    { date: at, value: 1, completed: true },
    { date: at + 1, value: 2, completed: false },
  ];
  const document = {
    tasks: {
      habits: [{ id: 'h', text: 'Walk', history: [{ date: at, value: 1, scoredUp: 0 }] }],
      dailys: [{ id: 'd', text: 'Floss', history }, null, 7],
    },
  };

  expect(await short('habitica', JSON.stringify(document), { format: 'json' })).toEqual([
    'Walk 2026-06-02T20:00:00.000Z none',
    'Floss 2026-06-02T20:00:00.000Z completed',
    'Floss 2026-06-02T20:00:00.001Z none',
  ]);
});

test('Streaks and Habitify: a line per entry, and other columns are listed', async () => {
  const streaks =
    'task_id,title,icon,entry_type,entry_date,entry_timestamp,entry_timezone\n' +
    'a,Read,ic_book,completed_manually,20260602,2026-06-02T20:00:00Z,Europe/Berlin\n' +
    'a,Read,ic_book,missed_auto,20260603,,Europe/Berlin\n' +
    'a,Read,ic_book,skipped_manually,20260604,,Europe/Berlin\n';
  const { entries, ignoredColumns } = await read('streaks', streaks);
  expect(shortOf(entries)).toEqual([
    'Read 20260602 completed',
    'Read 20260603 none',
    'Read 20260604 skipped',
  ]);
  expect(ignoredColumns).toEqual(['icon', 'entry_timezone']);

  const habitify = 'Habit,Date,Total log,Unit,Status,Habit ID\nRun,2026-06-02,5,km,Completed,h1\n';
  expect((await read('habitify', habitify)).entries).toMatchObject([
    { habit: 'Run', habitId: 'h1', value: '5', unit: 'km', outcome: 'completed' },
  ]);
});

test.each([
  ['commas', 'habit,date,status\nRead,2026-06-02,done\n'],
  ['semicolons and CRLF', 'habit;date;status\r\nRead;2026-06-02;done\r\n'],
  ['tabs and a byte order mark', '\uFEFFHabit\tDate\tDone\nRead\t2026-06-02\tx\n'],
  ['quotes', '"habit","date","a,b,c,d","status"\n"Read","2026-06-02","","yes"'],
  ['a habit per column', 'Day,Read\n2026-06-02,1\n,\n'],
])('a table with %s is read', async (_what, content) => {
  expect(await short('generic', content)).toEqual(['Read 2026-06-02 completed']);
});

test('columns are mapped by name, and a list of JSON objects is read like a table', async () => {
  const rows = [{ Thing: 'Read', When: '2026-06-02', Amount: 20, nested: { x: [1] } }];
  const columns = { habit: 'thing', date: 'When' };
  const content = JSON.stringify({ entries: rows });
  const { entries, ignoredColumns } = await read('generic', content, { format: 'json', columns });
  expect(shortOf(entries)).toEqual(['Read 2026-06-02 completed 20']);
  expect(ignoredColumns).toEqual(['nested']);
});

const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;

test.each<[string, string, ImportFormat, string]>([
  ['nothing', '', 'csv', 'IMPORT_FILE_EMPTY'],
  ['a header only', 'habit,date\n', 'csv', 'IMPORT_FILE_EMPTY'],
  ['no column for the date', 'habit,status\nRead,done\n', 'csv', 'IMPORT_COLUMN_MISSING'],
  ['no column for the habit', 'date,status\n2026-06-02,done\n', 'csv', 'IMPORT_COLUMN_MISSING'],
  [
    'text in another encoding',
    'habit,date\nL\uFFFDsen,2026-06-02\n',
    'csv',
    'IMPORT_FILE_NOT_UTF8',
  ],
  ['a line of 4 MB', `habit,date\n${'x'.repeat(4_000_000)}`, 'csv', 'IMPORT_FILE_MALFORMED'],
  ['a quote that is never closed', `a,b\n"${'x\n'.repeat(99_999)}`, 'csv', 'IMPORT_FILE_MALFORMED'],
  ['a million columns', `${','.repeat(1_000_000)}\n1`, 'csv', 'IMPORT_FILE_TOO_WIDE'],
  ['300 columns', `date${',h'.repeat(299)}\n1`, 'csv', 'IMPORT_FILE_TOO_WIDE'],
  ['too many lines', `habit,date\n${'a,b\n'.repeat(20_001)}`, 'csv', 'IMPORT_FILE_TOO_LONG'],
  ['no JSON', '{', 'json', 'IMPORT_FILE_MALFORMED'],
  ['deep JSON', deep, 'json', 'IMPORT_FILE_MALFORMED'],
  ['numbers', '[1]', 'json', 'IMPORT_FILE_MALFORMED'],
  [
    'many keys',
    JSON.stringify([Object.fromEntries(Array.from({ length: 300 }, (_, n) => [n, n]))]),
    'json',
    'IMPORT_FILE_TOO_WIDE',
  ],
])('refuses a file with %s', async (_what, content, format, flaw) => {
  await expect(read('generic', content, { format })).rejects.toMatchObject({ flaw });
});

test('keys of prototypes in a JSON file are names of columns like others', async () => {
  const content =
    '[{"habit":"Read","date":"2026-06-02","__proto__":{"status":"no"},"constructor":"x"}]';
  expect(await short('generic', content, { format: 'json' })).toEqual([
    'Read 2026-06-02 completed',
  ]);
});

test.each([
  ['2026-06-05', 'ymd', '2026-06-05'],
  ['20260605', 'ymd', '2026-06-05'],
  ['2026/06/05 07:30', 'ymd', '2026-06-05 07:30'],
  ['5.6.2026', 'ymd', '2026-06-05'],
  ['05/06/2026', 'dmy', '2026-06-05'],
  ['06/05/2026', 'mdy', '2026-06-05'],
  ['2026-06-05T23:30:00+02:00', 'ymd', '2026-06-05T21:30:00.000Z'],
  ['2026-06-05 23:30:00.123 UTC', 'ymd', '2026-06-05T23:30:00.000Z'],
  ['05/06/2026', 'ymd', undefined],
  ['2026-02-30', 'ymd', undefined],
  ['2026-13-01', 'ymd', undefined],
  ['2026-06-05T25:00', 'ymd', undefined],
  ['yesterday', 'ymd', undefined],
] as const)('the date %s in the order %s is %s', (text, format, expected) => {
  const date = parseDate(text, format);
  const shown =
    date?.kind === 'instant'
      ? new Date(date.at).toISOString()
      : date && [date.date, date.time].filter(Boolean).join(' ');
  expect(shown).toBe(expected);
});
