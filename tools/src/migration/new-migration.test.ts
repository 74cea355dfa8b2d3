import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newMigration, recordDatamodel } from './new-migration';

const head = 'datasource db {\n  provider = "postgresql"\n}\n';
const notes = (fields = '') =>
  `${head}model Note {\n  id String @id @db.Uuid\n  ${fields}\n  @@map("notes")\n}\n`;
const now = new Date('2026-03-04T05:06:07Z');
let service: string;

beforeEach(() => {
  service = mkdtempSync(path.join(tmpdir(), 'tribe-migration-test-'));
  mkdirSync(path.join(service, 'prisma'));
});

afterEach(() => rmSync(service, { recursive: true }));

const writeSchema = (text: string) =>
  writeFileSync(path.join(service, 'prisma/schema.prisma'), text);
const migrationNames = () =>
  readdirSync(path.join(service, 'prisma/migrations')).filter((name) => /^\d/.test(name));

test('the first migration creates the tables, and the next contains only the changes', async () => {
  writeSchema(notes());
  const first = await newMigration(service, 'create_notes', now);
  expect(readFileSync(first.written!, 'utf8')).toContain('CREATE TABLE "notes"');
  writeSchema(notes('body String?'));
  const second = await newMigration(service, 'add_body', new Date(now.getTime() + 1000));
  expect(readFileSync(second.written!, 'utf8')).toContain(
    'ALTER TABLE "notes" ADD COLUMN     "body" TEXT;',
  );
  expect(migrationNames()).toEqual(['20260304050607_create_notes', '20260304050608_add_body']);
});

test('writes no migration without changes', async () => {
  writeSchema(notes());
  await newMigration(service, 'create_notes', now);
  expect(await newMigration(service, 'again', now)).toMatchObject({ written: undefined });
  expect(migrationNames()).toHaveLength(1);
});

test('warns about statements that lose data', async () => {
  writeSchema(notes('body String?'));
  await newMigration(service, 'create_notes', now);
  writeSchema(notes());
  const result = await newMigration(service, 'drop_body', now);
  expect(result).toMatchObject({ warnings: [expect.stringContaining('DROP COLUMN "body"')] });
});

test('requires the datamodel of a hand-written migration before the next migration', async () => {
  writeSchema(notes());
  mkdirSync(path.join(service, 'prisma/migrations/20260101000000_by_hand'), { recursive: true });
  await expect(newMigration(service, 'add_body', now)).rejects.toThrow('--record');
  expect(existsSync(recordDatamodel(service))).toBe(true);
  writeSchema(notes('body String?'));
  expect(await newMigration(service, 'add_body', now)).toMatchObject({
    written: expect.stringContaining('add_body'),
  });
});

test('refuses a name that is not snake_case', async () => {
  writeSchema(notes());
  await expect(newMigration(service, '../escape', now)).rejects.toThrow(
    'is not a valid name for a migration',
  );
});
