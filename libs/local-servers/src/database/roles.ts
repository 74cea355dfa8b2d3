import { Client, escapeIdentifier, escapeLiteral } from 'pg';

/** The schema and roles of a service. */
export interface SchemaRoles {
  /** Name of the schema and of the runtime role: `social_graph`. */
  schema: string;
  /** Password of the runtime role. */
  password: string;
  /** Password of the role that owns the schema and runs migrations (`social_graph_owner`). */
  ownerPassword: string;
}

/** @returns the role that owns a schema and runs its migrations */
export function ownerRole(schema: string): string {
  return `${schema}_owner`;
}

/**
 * Creates missing databases, roles and schemas and resets all privileges. Idempotent.
 *
 * Extensions for migrations are in the schema `extensions`: `extensions.gin_trgm_ops`.
 *
 * `<schema>_owner` has all privileges on its schema. `<schema>`, the runtime role, may only read and write rows there:
 * no DDL, no TRUNCATE, no temporary tables, and no access to other schemas.
 *
 * @param adminUrl URL of a superuser on any database of the cluster
 */
export async function prepareDatabase(
  adminUrl: string,
  database: string,
  roles: SchemaRoles[],
): Promise<void> {
  await withClient(adminUrl, async (client) => {
    await client.query("SELECT pg_advisory_lock(hashtextextended('prepare database', 0))");
    await client.query('REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC');
    for (const role of roles) await createRoles(client, role);
    await createDatabase(client, database);

    await allowConnections(
      client,
      database,
      roles.map(({ schema }) => schema),
    );
  });
  await withClient(databaseUrl(adminUrl, { database }), async (client) => {
    await client.query('REVOKE ALL ON SCHEMA public FROM PUBLIC');
    await createExtensions(client);
    for (const { schema } of roles) await createSchema(client, schema);
  });
}

/**
 * Lets only the given services connect to a database. Must be repeated for a copy of a template, which loses these
 * grants.
 */
export async function allowConnections(
  client: Client,
  database: string,
  schemas: string[],
): Promise<void> {
  const name = escapeIdentifier(database);
  const allowed = schemas.flatMap((schema) => [schema, ownerRole(schema)]).map(escapeIdentifier);
  await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  if (allowed.length > 0)
    await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${allowed.join(', ')}`);
}

/** @returns the URL with another database, user, password or schema */
export function databaseUrl(
  url: string,
  change: { database?: string; user?: string; password?: string; schema?: string },
): string {
  const changed = new URL(url);
  if (change.database !== undefined) changed.pathname = `/${change.database}`;
  if (change.user !== undefined) changed.username = change.user;
  if (change.password !== undefined) changed.password = change.password;
  if (change.schema !== undefined) changed.searchParams.set('schema', change.schema);

  return changed.toString();
}

/** Runs `work` on a new connection and closes it. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 60_000 });
  client.on('error', () => undefined);
  await client.connect();

  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function createRoles(
  client: Client,
  { schema, password, ownerPassword }: SchemaRoles,
): Promise<void> {
  const wanted: [string, string][] = [
    [schema, password],
    [ownerRole(schema), ownerPassword],
  ];
  for (const [role, secret] of wanted) {
    const name = escapeIdentifier(role);
    const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
    const verb = found.rowCount ? 'ALTER' : 'CREATE';
    const limits = 'LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION';
    await client.query(`${verb} ROLE ${name} ${limits} PASSWORD ${escapeLiteral(secret)}`);
    await client.query(`ALTER ROLE ${name} SET search_path = ${escapeIdentifier(schema)}`);
  }
}

async function createDatabase(client: Client, database: string): Promise<void> {
  const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
  if (!found.rowCount) await client.query(`CREATE DATABASE ${escapeIdentifier(database)}`);
}

/** Creates extensions in a separate schema, because an extension exists once per database and belongs to no service. */
async function createExtensions(client: Client): Promise<void> {
  await client.query(`
    CREATE SCHEMA IF NOT EXISTS extensions;
    GRANT USAGE ON SCHEMA extensions TO PUBLIC;
    CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA extensions;
    CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA extensions`);
}

async function createSchema(client: Client, schema: string): Promise<void> {
  const [name, runtime, owner] = [schema, schema, ownerRole(schema)].map(escapeIdentifier);
  const rows = 'SELECT, INSERT, UPDATE, DELETE';
  await client.query(`
    CREATE SCHEMA IF NOT EXISTS ${name} AUTHORIZATION ${owner};
    REVOKE ALL ON SCHEMA ${name} FROM PUBLIC;
    GRANT USAGE ON SCHEMA ${name} TO ${runtime};
    GRANT ${rows} ON ALL TABLES IN SCHEMA ${name} TO ${runtime};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${name} TO ${runtime};
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA ${name} GRANT ${rows} ON TABLES TO ${runtime};
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA ${name} GRANT USAGE, SELECT ON SEQUENCES TO ${runtime};
    DO $$ BEGIN
      IF to_regclass(${escapeLiteral(`${schema}._prisma_migrations`)}) IS NOT NULL THEN
        REVOKE INSERT, UPDATE, DELETE ON ${name}._prisma_migrations FROM ${runtime};
      END IF;
    END $$`);
}
