import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Client, escapeIdentifier, escapeLiteral } from 'pg';
import { PostgresServer } from '../servers/postgres-server';
import { readTopology } from '../topology/service-topology';
import { migrate } from './migrate';
import { libMigrations, serviceMigrations } from './migration-list';
import {
  allowConnections,
  databaseUrl,
  ownerRole,
  prepareDatabase,
  withClient,
  type SchemaRoles,
} from './roles';

const template = 'tribe_template';

/** A database of its own for one test file. */
export interface TestDatabase {
  name: string;
  /** URL of the superuser on this database, for looking at things no service may see. */
  adminUrl: string;
  /** URL of the role that runs a service, with `?schema=`. Takes the service's or the schema's name. */
  urlOf(schema: string): string;
  /** URL of the role that owns the schema. */
  ownerUrlOf(schema: string): string;
  /** Drops the database, cutting whoever is still connected. */
  drop(): Promise<void>;
}

/** A schema for the test of a lib: a name and the libs whose tables it holds. */
export interface TestSchema {
  name: string;
  migrations: string[];
}

/**
 * Creates a database in the test cluster (about 100 ms).
 *
 * Without `schemas` it holds every service's schema, migrated. With `schemas` it holds just those, with the tables of
 * the named libs: what a lib's own test needs. `clusterUrl` is the superuser of a cluster of the test's own.
 *
 * @throws Error when TRIBE_TEST_POSTGRES_URL is not set; `npm test -- <path>` sets it
 */
export async function createTestDatabase(
  options: { schemas?: TestSchema[]; clusterUrl?: string } = {},
): Promise<TestDatabase> {
  const clusterUrl = options.clusterUrl ?? process.env['TRIBE_TEST_POSTGRES_URL'];
  if (!clusterUrl)
    throw new Error('TRIBE_TEST_POSTGRES_URL is not set: run tests with `npm test -- <path>`');
  const name = `test_${randomBytes(6).toString('hex')}`;
  if (options.schemas) await createWithSchemas(clusterUrl, name, options.schemas);
  else await createFromTemplate(clusterUrl, name);
  return testDatabase(clusterUrl, name);
}

/**
 * Migrates every service's schema into the template database, which createTestDatabase() copies. A service whose
 * migrations fail does not keep the others from being tested.
 *
 * @param clusterUrl URL of a superuser
 * @returns one line for each service whose schema could not be migrated
 */
export async function prepareTestTemplate(
  clusterUrl: string,
  services = readTopology(),
): Promise<string[]> {
  const withSchema = services.filter(({ hasDatabase }) => hasDatabase);
  await prepareDatabase(
    clusterUrl,
    template,
    withSchema.map(({ schema }) => testRoles(schema)),
  );
  const adminUrl = databaseUrl(clusterUrl, { database: template });
  const failures: string[] = [];
  for (const { name, schema, migrations } of withSchema) {
    try {
      await migrateTestSchema(adminUrl, schema, serviceMigrations(name, migrations));
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  await withClient(clusterUrl, (client) => markAsTemplate(client, template));
  return failures;
}

/**
 * Starts a cluster whose data need not survive, in the system's folder for temporary files.
 *
 * @param trusting whether connections need no password
 */
export async function startThrowawayPostgres({ trusting = false } = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tribe-test-'));
  const server = new PostgresServer({ folder, password: 'postgres', throwaway: true, trusting });
  await server.start();
  return server;
}

/** In a test cluster every role's password is its name. */
function testRoles(schema: string): SchemaRoles {
  return { schema, password: schema, ownerPassword: ownerRole(schema) };
}

async function createFromTemplate(clusterUrl: string, name: string): Promise<void> {
  await withClient(clusterUrl, async (client) => {
    await copyDatabase(client, template, name);
    const schemas = readTopology().filter(({ hasDatabase }) => hasDatabase);
    await allowConnections(
      client,
      name,
      schemas.map(({ schema }) => schema),
    );
  });
}

/** The first test that asks for these schemas migrates them into a template; the others copy it. */
async function createWithSchemas(
  clusterUrl: string,
  name: string,
  schemas: TestSchema[],
): Promise<void> {
  const key = createHash('sha256').update(JSON.stringify(schemas)).digest('hex').slice(0, 16);
  const ownTemplate = `${template}_${key}`;
  await withClient(clusterUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [ownTemplate]);
    const isThere = 'SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate';
    if ((await client.query(isThere, [ownTemplate])).rowCount === 0) {
      await migrateSchemas(clusterUrl, ownTemplate, schemas);
      await markAsTemplate(client, ownTemplate);
    }
    await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [ownTemplate]);
    await copyDatabase(client, ownTemplate, name);
    await allowConnections(
      client,
      name,
      schemas.map((schema) => schema.name),
    );
  });
}

async function migrateSchemas(
  clusterUrl: string,
  name: string,
  schemas: TestSchema[],
): Promise<void> {
  await prepareDatabase(
    clusterUrl,
    name,
    schemas.map((schema) => testRoles(schema.name)),
  );
  const adminUrl = databaseUrl(clusterUrl, { database: name });
  for (const schema of schemas)
    await migrateTestSchema(adminUrl, schema.name, libMigrations(schema.migrations));
}

function markAsTemplate(client: Client, name: string) {
  return client.query(
    `ALTER DATABASE ${escapeIdentifier(name)} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false`,
  );
}

/** Files are copied as they are; through the write-ahead log the copy costs Postgres eight times as much. */
function copyDatabase(client: Client, from: string, name: string) {
  const [source, copy] = [from, name].map(escapeIdentifier);
  return client.query(`CREATE DATABASE ${copy} TEMPLATE ${source} STRATEGY FILE_COPY`);
}

async function migrateTestSchema(
  adminUrl: string,
  schema: string,
  migrations: ReturnType<typeof libMigrations>,
) {
  const owner = ownerRole(schema);
  const ownerUrl = databaseUrl(adminUrl, { user: owner, password: owner });
  await migrate({ ownerUrl, schema, runtimeRole: schema, migrations });
}

function testDatabase(clusterUrl: string, name: string): TestDatabase {
  const adminUrl = databaseUrl(clusterUrl, { database: name });
  const urlFor = (schema: string, role: string) =>
    databaseUrl(adminUrl, { user: role, password: role, schema });
  const toSchema = (service: string) => service.replaceAll('-', '_');
  return {
    name,
    adminUrl,
    urlOf: (service) => urlFor(toSchema(service), toSchema(service)),
    ownerUrlOf: (service) => urlFor(toSchema(service), ownerRole(toSchema(service))),
    drop: () =>
      withClient(clusterUrl, async (client) => {
        await client.query(
          `UPDATE pg_database SET datallowconn = false WHERE datname = ${escapeLiteral(name)}`,
        );
        await client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
      }),
  };
}
