import { crampedLines } from './breathing.conventions';
import { codeShapeConventions } from './code-shape.conventions';
import { commentsHaveAWidth } from './comment-width.conventions';
import type { Convention, SourceFile } from './convention';
import { decisionsAreNamed } from './decision.conventions';
import { rulesAreDocumented } from './documented-rules.conventions';
import { exportsAreUsed } from './exports.conventions';
import { foldersHaveADirection } from './folder-direction.conventions';
import { migrationsDoNotLock } from './migration.conventions';
import { revokedSessionsAreRefused } from './revoked-sessions.conventions';
import { statementNamesAreUnique } from './statement-names.conventions';
import { textHasAKind } from './text-kinds.conventions';
import { wordingIsPlain } from './wording.conventions';

const codeShape: Convention = (files) => codeShapeConventions.flatMap((check) => check(files));

const found = (convention: Convention, files: Record<string, string>): string[] =>
  convention(Object.entries(files).map(([path, text]): SourceFile => ({ path, text }))).map(
    ({ path, line }) => `${path}:${line}`,
  );

const src = 'services/notes/src';

test.each<[string, string, string]>([
  ['raw SQL of Prisma', `${src}/note/note.service.ts`, 'await this.prisma.$queryRaw`SELECT 1`;'],
  ['a rule that throws', `${src}/note/note.rules.ts`, '  throw new AppError(errors.NOTE_GONE);'],
  ['an injectable rule', `${src}/note/note.rules.ts`, '@Injectable()'],
  [
    'a metric outside of the naming scheme',
    `${src}/note/note.service.ts`,
    "import { Counter } from '@prometheus-io/client';",
  ],
  ['a class of queries', `${src}/note/note.queries.ts`, 'export class NoteQueries {'],
  ['a view in another file', `${src}/note/note.service.ts`, 'function noteView(note: Note) {'],
  [
    'another function in a view file',
    `${src}/note/note.view.ts`,
    'export function toNote(row: Row) {',
  ],
  ['a constant in upper case', `${src}/note/note.service.ts`, 'const MAX_NOTES = 5;'],
  ['an id that is compared as text', `${src}/note/note.dto.ts`, 'const noteId = z.uuid();'],
  ['SQL in lower case', `${src}/note/note.queries.ts`, 'const all = `select id from notes`;'],
  ['SQL in lower case on its own line', `${src}/note/note.test.ts`, '`\n  delete from notes`'],
])('finds %s', (_what, path, text) => {
  expect(found(codeShape, { [path]: `\n${text}\n` })).toEqual([
    expect.stringMatching(new RegExp(`^${path.replaceAll('.', '\\.')}:[23]$`)),
  ]);
});

test('finds a decision without the prefix `decide`, and another function with the prefix', () => {
  const text = [
    'export function decideName(name: string): string {',
    'export function nameErrors(name: string): Permission {',
    'export function decideChanges(\n  note: Note,\n): Decision<Changes> {',
    'export function wordsOf(name: string): string[] {',
  ].join('\n');
  const path = `${src}/note/note.rules.ts`;
  expect(found(decisionsAreNamed, { [path]: text })).toEqual([`${path}:1`, `${path}:2`]);
});

test('finds a rule of a request that is not in its document', () => {
  const files = {
    [`${src}/note/note.dto.ts`]: "const text = lineField(5)\n  .refine((each) => each !== '')",
    [`${src}/note/note.rules.ts`]: 'return refuse(errors.VALIDATION_FAILED);',
    [`${src}/note/note.rpc.ts`]: 'throw new AppError(errors.VALIDATION_FAILED);',
  };
  const paths = [`${src}/note/note.dto.ts:2`, `${src}/note/note.rules.ts:1`];
  expect(found(rulesAreDocumented, files)).toEqual(paths);
});

test('finds a statement name that is used twice in a service, or is not snake_case', () => {
  const text = `sql.query<Row>('note_page', page, []);\n`;
  const files = {
    [`${src}/note/note.queries.ts`]: `${text}// sql.query('note_page', page, []);\n`,
    [`${src}/list/list.queries.ts`]: `${text}countRows(sql, 'note-count', count, []);\n`,
    'services/letters/src/letter/letter.queries.ts': text,
  };
  const here = `${src}/list/list.queries.ts`;
  expect(found(statementNamesAreUnique, files)).toEqual([`${here}:1`, `${here}:2`]);
});

test('finds cycles between folders', () => {
  const files = {
    [`${src}/note/note.service.ts`]: `import { listView } from '../list/list.view';\n`,
    [`${src}/list/list.view.ts`]: `import { tagView } from '../tag/tag.view';\n`,
    [`${src}/tag/tag.view.ts`]: `import { noteView } from '../note/note.view';\n`,
    [`${src}/page/page.view.ts`]: `import { noteView } from '../note/note.view';\n`,
    [`${src}/note/note.test.ts`]: `import { pageView } from '../page/page.view';\n`,
  };
  expect(found(foldersHaveADirection, files)).toEqual([
    `${src}/note/note.service.ts:1`,
    `${src}/list/list.view.ts:1`,
    `${src}/tag/tag.view.ts:1`,
  ]);
});

test.each([
  '/** Sent to who asked. */',
  '// The right of whoever may answer.',
  'whom they invited',
  '/** Somebody who may not answer. */',
  '/** Who may answer. */',
  ' * What is sent.',
  "test('who leaves is not found', () => {});",
  'Friends are told of it.',
  'The inviter is not told.',
  'A card that cannot be had is left out.',
  'Names, pictures and the like.',
  'The token, or another one.',
  'A name, unless similar ones are taken.',
  'The message, the one that was pinned last.',
  'The models, the ones its authors change.',
  'Replaces the former one of the user.',
])('finds the wording in %j', (text) => {
  expect(found(wordingIsPlain, { 'docs/notes.md': `\n${text}\n` })).toEqual(['docs/notes.md:2']);
});

test.each([
  'Lists the users who may answer.',
  'Makes this process the only one that writes.',
  'Users from whom the actor is hidden.',
  "{ who_can_send_messages: 'friends' }",
  'Rebuilds the projection, told apart by its version.',
])('accepts the wording in %j', (text) => {
  expect(found(wordingIsPlain, { 'docs/notes.md': text })).toEqual([]);
});

test('finds lines of comments that are too wide', () => {
  const start = '  // ';
  const fitting = start + 'x'.repeat(125 - start.length);
  const code = `const text = '${'x'.repeat(125)}';`;
  const text = [fitting, code, `${fitting}x`, '/**', ` * ${fitting}`, ' */'].join('\n');
  expect(found(commentsHaveAWidth, { 'libs/notes.ts': text })).toEqual([
    'libs/notes.ts:3',
    'libs/notes.ts:5',
  ]);
});

test('finds a service that accepts revoked sessions', () => {
  const path = 'services/notes/src/app.module.ts';
  expect(found(revokedSessionsAreRefused, { [path]: 'imports: [EventsModule]' })).toEqual([
    `${path}:1`,
  ]);
  expect(found(revokedSessionsAreRefused, { [path]: 'imports: [RevokedSessionsModule]' })).toEqual(
    [],
  );
});

test('finds text in requests that has no kind', () => {
  const dto = [
    'const title = z.string().min(1).max(5);',
    'const color = z.string().max(6).regex(/^[0-9a-f]+$/);',
    'export const createNoteBody = z.object({',
    '  title,',
    '  text: z.string(),',
    '  body: paragraphField(500),',
    '});',
    'export const noteResponse = z.object({ text: z.string() });',
  ].join('\n');
  expect(found(textHasAKind, { [`${src}/note/note.dto.ts`]: dto })).toEqual([
    `${src}/note/note.dto.ts:1`,
    `${src}/note/note.dto.ts:5`,
  ]);
});

test('finds an export of a lib that no other workspace uses', () => {
  const index =
    "export { note } from './note';\nexport { type Letter, letters } from './letter';\n";
  const files = {
    'libs/notes/src/index.ts': index,
    'libs/notes/src/letter.ts': 'export const letters: Letter[] = [note];',
    'services/post/src/letter/letter.service.ts': 'const all = letters.filter(note);',
  };
  expect(found(exportsAreUsed, files)).toEqual(['libs/notes/src/index.ts:2']);
  const client = { 'libs/client/src/index.ts': "export { note } from './note';" };
  expect(found(exportsAreUsed, client)).toEqual([]);
});

test('finds steps of a long block that no blank line separates', () => {
  const lines = [
    'function save(note: Note) {',
    '  const now = clock.now();',
    '  // Comments belong to the statement below.',
    '  const row = {',
    '    ...note,',
    '  };',
    '  const id = newId();',
    '  return insert(id, row);',
    '}',
  ];
  expect(crampedLines(lines.join('\n'))).toEqual([3, 7, 8]);
  const apart = lines.flatMap((line, index) => ([2, 6, 7].includes(index) ? ['', line] : [line]));
  expect(crampedLines(apart.join('\n'))).toEqual([]);
});

test('finds no cramped steps in a short block', () => {
  const text = 'function twice(n: number) {\n  const two = [\n    n,\n  ];\n  return two;\n}';
  expect(crampedLines(text)).toEqual([]);
});

const migrationAt = (time: string) =>
  `services/notes/prisma/migrations/${time}_notes/migration.sql`;

test.each([
  ['an index of an existing table', 'CREATE INDEX idx_notes ON notes (id);', [1]],
  ['an index without a lock', 'CREATE UNIQUE INDEX CONCURRENTLY idx_notes ON notes (id);', []],
  [
    'an index of a new table',
    'CREATE TABLE "notes" (id uuid);\nCREATE INDEX i ON "notes"("id");',
    [],
  ],
  [
    'an index that is built without a lock, but in a transaction',
    'ALTER TABLE notes ADD COLUMN a int;\n-- For a.\nCREATE INDEX CONCURRENTLY i ON notes (a);',
    [3],
  ],
  [
    'a constraint that is checked at once',
    'ALTER TABLE notes ADD CONSTRAINT a CHECK (id > 0);',
    [1],
  ],
  [
    'a constraint that is checked later',
    'ALTER TABLE notes ADD CONSTRAINT a CHECK (b) NOT VALID;',
    [],
  ],
  [
    'a constraint that is checked in the transaction of its lock',
    'ALTER TABLE notes ADD CONSTRAINT a CHECK (b) NOT VALID;\nALTER TABLE notes VALIDATE CONSTRAINT a;',
    [2],
  ],
  ['a constraint that is checked alone', 'ALTER TABLE notes VALIDATE CONSTRAINT a;', []],
  [
    'a function that creates an index',
    'CREATE FUNCTION f() AS $$ CREATE INDEX i ON a (b); $$;',
    [],
  ],
])('a migration with %s', (_what, sql, lines) => {
  const path = migrationAt('20261201000000');
  expect(found(migrationsDoNotLock, { [path]: sql })).toEqual(
    lines.map((line) => `${path}:${line}`),
  );
  expect(found(migrationsDoNotLock, { [migrationAt('20261120000000')]: sql })).toEqual([]);
});
