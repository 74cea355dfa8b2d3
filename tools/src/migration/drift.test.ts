import { readFileSync } from 'node:fs';
import {
  createTestDatabase,
  readTopology,
  type TestDatabase,
  withClient,
} from '@tribe/local-servers';
import type { Client } from 'pg';
import { prismaPlaces } from './new-migration';
import { schemaDifference } from './schema-difference';

const services = readTopology().filter(({ hasDatabase, canStart }) => hasDatabase && canStart);
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

/** Returns the columns of all tables of a schema, a line each. */
async function columns(client: Client, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ line: string; table: string }>(
    `SELECT table_name AS table, concat_ws(' ', table_name, column_name, replace(udt_name, $1 || '.', ''),
            'null ' || is_nullable, character_maximum_length, numeric_precision, numeric_scale, datetime_precision) AS line
       FROM information_schema.columns WHERE table_schema = $1 ORDER BY table_name, column_name`,
    [schema],
  );
  return rows.map(({ line }) => line);
}

test.each(services.map(({ name, schema, folder }) => ({ name, schema, folder })))(
  'the migrations of $name produce its schema.prisma',
  async ({ name, schema, folder }) => {
    const wanted = await schemaDifference('', readFileSync(prismaPlaces(folder).schema, 'utf8'));
    const scratch = `drift_${schema}`;
    const { migrated, described } = await withClient(database.adminUrl, async (client) => {
      await client.query(`CREATE SCHEMA ${scratch}; SET search_path = ${scratch}`);
      await client.query(wanted);
      return { migrated: await columns(client, schema), described: await columns(client, scratch) };
    });
    const tables = new Set(described.map((line) => line.split(' ')[0]));
    expect({ name, columns: migrated.filter((line) => tables.has(line.split(' ')[0])) }).toEqual({
      name,
      columns: described,
    });
  },
);

test.each(services.map(({ name, folder }) => ({ name, folder })))(
  'the datamodel of the last migration of $name equals its schema.prisma (else: npm run migration -- $name <name>)',
  async ({ folder }) => {
    const { schema, datamodel } = prismaPlaces(folder);
    expect(
      await schemaDifference(readFileSync(datamodel, 'utf8'), readFileSync(schema, 'utf8')),
    ).toBe('');
  },
);
