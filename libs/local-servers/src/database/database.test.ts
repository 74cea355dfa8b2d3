import path from 'node:path';
import type { PostgresServer } from '../servers/postgres-server';
import { migrate } from './migrate';
import { mergeMigrations, type Migration } from './migration-list';
import { databaseUrl, prepareDatabase, withClient } from './roles';
import { createTestDatabase, prepareTestTemplate, startThrowawayPostgres } from './test-database';

// Creating a cluster takes half a second, and much longer on a busy machine.
jest.setTimeout(120_000);

let server: PostgresServer;
const roles = ['goals', 'social_graph'].map((schema) => ({
  schema,
  password: 'p',
  ownerPassword: 'o',
}));
const notes: Migration = {
  name: '20260101000000_notes',
  sql: 'CREATE TABLE notes (id serial PRIMARY KEY, body text)',
};

beforeAll(async () => {
  server = await startThrowawayPostgres();
  await prepareDatabase(server.url, 'tribe', roles);
});

afterAll(() => server.wipe());

const urlOf = (user: string, password: string) =>
  databaseUrl(server.url, { database: 'tribe', user, password });
const asRuntime = (text: string, schema = 'goals') =>
  withClient(urlOf(schema, 'p'), (client) => client.query(text));
const migrateGoals = (migrations: Migration[]) =>
  migrate({
    ownerUrl: urlOf('goals_owner', 'o'),
    schema: 'goals',
    runtimeRole: 'goals',
    migrations,
  });

test('concurrent migrators apply a migration once', async () => {
  const results = await Promise.all([
    migrateGoals([notes]),
    migrateGoals([notes]),
    migrateGoals([notes]),
  ]);
  expect(results.flat()).toEqual([notes.name]);
  expect(await migrateGoals([notes])).toEqual([]);
});

test('the runtime role reads and writes rows of its own schema', async () => {
  await migrateGoals([notes]);
  await asRuntime("INSERT INTO notes (body) VALUES ('hello')");
  expect((await asRuntime('SELECT body FROM notes')).rows).toEqual([{ body: 'hello' }]);
});

test.each([
  'CREATE TABLE extra (id int)',
  'CREATE TEMPORARY TABLE extra (id int)',
  'ALTER TABLE notes ADD COLUMN extra int',
  'DROP TABLE notes',
  'TRUNCATE notes',
  'CREATE SCHEMA extra',
  'DELETE FROM _prisma_migrations',
  'SET ROLE goals_owner',
])('the runtime role may not: %s', async (statement) => {
  await migrateGoals([notes]);
  await expect(asRuntime(statement)).rejects.toThrow(/permission denied|must be owner/);
});

test('the runtime role may not access another schema or database', async () => {
  await migrateGoals([notes]);
  await expect(asRuntime('SELECT * FROM goals.notes', 'social_graph')).rejects.toThrow(
    'permission denied for schema',
  );
  await expect(asRuntime('CREATE TABLE public.extra (id int)')).rejects.toThrow(
    'permission denied',
  );
  const elsewhere = databaseUrl(urlOf('goals', 'p'), { database: 'postgres' });
  await expect(withClient(elsewhere, (client) => client.query('SELECT 1'))).rejects.toThrow(
    'permission denied',
  );
});

test('a failed migration throws its name and the message of the database', async () => {
  const broken: Migration = {
    name: '20990101000000_broken',
    sql: 'CREATE TABLE notes_2 (id unknown_type)',
  };
  const run = migrate({
    ownerUrl: urlOf('social_graph_owner', 'o'),
    schema: 'social_graph',
    runtimeRole: 'social_graph',
    migrations: [broken],
  });
  await expect(run).rejects.toThrow(/20990101000000_broken[^]*unknown_type/);
});

test('a migration is one script: functions may contain semicolons, and a failed migration is rolled back and can be corrected', async () => {
  const sql =
    'CREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 1; END $$;';
  await migrateGoals([notes, { name: '20260102000000_function', sql }]);
  expect((await asRuntime('SELECT one() AS one')).rows).toEqual([{ one: 1 }]);
  const half = { name: '20260103000000_half', sql: 'CREATE TABLE half (id int); SELECT 1 / 0;' };
  await expect(migrateGoals([half])).rejects.toThrow('division by zero');
  expect((await asRuntime("SELECT to_regclass('half') AS found")).rows).toEqual([{ found: null }]);
  expect(await migrateGoals([{ ...half, sql: 'CREATE TABLE half (id int)' }])).toEqual([half.name]);
});

test('an index is built without a lock of its table while other migrators wait, also after a failed try', async () => {
  const row = { name: '20260104000000_row', sql: "INSERT INTO notes (body) VALUES ('a'), ('a')" };
  const build = (sql: string) => [notes, row, { name: '20260105000000_index', sql }];
  await migrateGoals([notes, row]);
  const unique = 'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS idx_notes ON notes (body)';
  await expect(migrateGoals(build(unique))).rejects.toThrow('Unique constraint failed');
  const index = 'CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_notes ON notes (body)';
  const letters = { name: '20260101000000_letters', sql: 'CREATE TABLE letters (id int)' };
  const others = { schema: 'social_graph', runtimeRole: 'social_graph', migrations: [letters] };
  await Promise.all([
    migrateGoals(build(index)),
    migrateGoals(build(index)),
    migrate({ ...others, ownerUrl: urlOf('social_graph_owner', 'o') }),
  ]);
  const { rows } = await asRuntime(
    "SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = 'idx_notes'::regclass",
  );
  expect(rows).toEqual([{ valid: true }]);
});

test('prepareDatabase can run again and keeps the data and privileges', async () => {
  await migrateGoals([notes]);
  await prepareDatabase(server.url, 'tribe', roles);
  await expect(asRuntime('SELECT * FROM notes')).resolves.toBeDefined();
  await expect(asRuntime('DELETE FROM _prisma_migrations')).rejects.toThrow('permission denied');
});

test('mergeMigrations sorts migrations by name and refuses duplicate names', () => {
  const folder = path.join(__dirname, 'migrations-that-do-not-exist');
  expect(mergeMigrations([folder])).toEqual([]);
  const lib = path.resolve(__dirname, '../../../../services/notifications/prisma/migrations');
  expect(() => mergeMigrations([lib, lib])).toThrow('Two migrations are called');
});

test('createTestDatabase creates a separate migrated database', async () => {
  expect(await prepareTestTemplate(server.url)).toEqual([]);
  const before = process.env['TRIBE_TEST_POSTGRES_URL'];
  process.env['TRIBE_TEST_POSTGRES_URL'] = server.url;
  try {
    const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    const tables = await withClient(one.urlOf('notifications'), (client) =>
      client.query("SELECT tablename FROM pg_tables WHERE schemaname = 'notifications' ORDER BY 1"),
    );
    expect(tables.rows.map(({ tablename }) => tablename)).toContain('notifications');
    expect(one.name).not.toBe(two.name);
    await one.drop();
    await expect(withClient(one.adminUrl, (client) => client.query('SELECT 1'))).rejects.toThrow(
      'does not exist',
    );
    await two.drop();
  } finally {
    if (before === undefined) delete process.env['TRIBE_TEST_POSTGRES_URL'];
    else process.env['TRIBE_TEST_POSTGRES_URL'] = before;
  }
});
