import type { MigrationList } from '@prisma/schema-engine-wasm';
import { escapeIdentifier } from 'pg';
import type { Migration } from './migration-list';
import { withClient } from './roles';
import { withSchemaEngine } from './schema-engine';

export interface MigrateOptions {
  /** URL of the schema's owner role. */
  ownerUrl: string;
  schema: string;
  /** Runtime role of the service; may read the migration ledger but not change it. */
  runtimeRole: string;
  migrations: Migration[];
}

/**
 * Applies missing migrations in name order and records them in Prisma's ledger (`_prisma_migrations`). Concurrent
 * migrators of a schema wait for each other.
 *
 * @returns the names of the applied migrations
 * @throws Error with the name of the failed migration and the message of the database
 */
export async function migrate({
  ownerUrl,
  schema,
  runtimeRole,
  migrations,
}: MigrateOptions): Promise<string[]> {
  if (migrations.length === 0) return [];
  return withClient(ownerUrl, async (client) => {
    await client.query("SELECT pg_advisory_lock(hashtextextended('migrate ' || $1, 0))", [schema]);
    const applied = await applyMigrations(ownerUrl, schema, migrations);
    const [name, role] = [schema, runtimeRole].map(escapeIdentifier);
    await client.query(`REVOKE INSERT, UPDATE, DELETE ON ${name}._prisma_migrations FROM ${role}`);

    return applied;
  });
}

async function applyMigrations(
  ownerUrl: string,
  schema: string,
  migrations: Migration[],
): Promise<string[]> {
  const migrationsList: MigrationList = {
    baseDir: '/',
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  };
  const filters = { externalTables: [], externalEnums: [] };
  return withSchemaEngine(ownerUrl, schema, async (engine) => {
    try {
      return (await engine.applyMigrations({ migrationsList, filters })).appliedMigrationNames;
    } catch (error) {
      const text = String(error instanceof Error ? error.message : error);
      const migrationName = /migration_name="([^"]+)"/.exec(text)?.[1];
      // A script is one transaction, so a failed one was rolled back and may be retried once it is corrected.
      if (migrationName) await engine.markMigrationRolledBack({ migrationName });
      throw new Error(readable(text, schema, migrationName), { cause: error });
    }
  });
}

/** Extracts the message of the database from that of the engine, which appends a trace of its functions. */
function readable(text: string, schema: string, migration: string | undefined): string {
  const message =
    text
      .split(/\n\s+0: /)[0]
      ?.replace('external connector error\n', '')
      .trim() ?? text;
  return migration
    ? `Migration ${migration} of schema ${schema}: ${message}`
    : `Schema ${schema}: ${message}`;
}
