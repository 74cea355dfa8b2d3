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

/** The database of a test file. */
export interface TestDatabase {
  name: string;
  /** URL of the superuser on this database, to inspect data that no service may access. */
  adminUrl: string;
  /** URL of a service's runtime role, with `?schema=`. Takes the name of the service or of the schema. */
  urlOf(schema: string): string;
  /** URL of the owner role of the schema. */
  ownerUrlOf(schema: string): string;
  /** Drops the database and terminates its connections. */
  drop(): Promise<void>;
}

/** A schema for the test of a lib, with the libs whose tables it holds. */
export interface TestSchema {
  name: string;
  migrations: string[];
}

/**
 * Creates a database in the test cluster (about 100 ms).
 *
 * By default, it contains the migrated schemas of all services. With `schemas`, it contains only those, with the tables
 * of the named libs, for tests of a lib. `clusterUrl` is the superuser URL of another cluster.
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
 * Migrates the schemas of all services into the template database, which createTestDatabase() copies. Continues after a
 * service whose migrations fail.
 *
 * @param clusterUrl URL of a superuser
 * @returns one line per service whose migrations failed
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
 * Starts a cluster without durability, in the system's temporary folder.
 *
 * @param trusting whether connections are accepted without a password
 */
export async function startThrowawayPostgres({ trusting = false } = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tribe-test-'));
  const server = new PostgresServer({ folder, password: 'postgres', throwaway: true, trusting });
  await server.start();

  return server;
}

/** In a test cluster, the password of each role is its name. */
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

/** The first test with these schemas migrates them into a template; other tests copy it. */
async function createWithSchemas(
  clusterUrl: string,
  name: string,
  schemas: TestSchema[],
): Promise<void> {
  const key = createHash('sha256').update(JSON.stringify(schemas)).digest('hex').slice(0, 16);
  const ownTemplate = `${template}_${key}`;
  await withClient(clusterUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [ownTemplate]);
    const templateExists = 'SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate';

    if ((await client.query(templateExists, [ownTemplate])).rowCount === 0) {
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

/** FILE_COPY costs Postgres an eighth of a copy through the write-ahead log. */
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
