import type { MigrationList } from '@prisma/schema-engine-wasm';
import { escapeIdentifier } from 'pg';
import type { Migration } from './migration-list';
import { withClient } from './roles';
import { withSchemaEngine } from './schema-engine';

export interface MigrateOptions {
  /** URL of the schema's owner role. */
  ownerUrl: string;
  schema: string;
  /** Role that runs the service; it may read the ledger but not change it. */
  runtimeRole: string;
  migrations: Migration[];
}

/**
 * Applies what is missing, in name order, through Prisma's own ledger (`_prisma_migrations`). Two migrators of one
 * schema wait for each other.
 *
 * @returns the names of the migrations it applied
 * @throws Error naming the migration and the database's message when one fails
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
      // A script is one transaction, so a failed one left nothing behind and may be tried again once it is corrected.
      if (migrationName) await engine.markMigrationRolledBack({ migrationName });
      throw new Error(readable(text, schema, migrationName), { cause: error });
    }
  });
}

/** The engine's message is the database's, followed by a trace of its own functions, which names the migration. */
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
