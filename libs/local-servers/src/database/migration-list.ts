import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../topology/repository-root';

/** A migration. Ordered by folder name; its SQL must not name a schema. */
export interface Migration {
  /** `20260101120000_create_goals` */
  name: string;
  sql: string;
}

/** @returns the migrations of a service and of the libs whose tables it holds, in order of application */
export function serviceMigrations(
  service: string,
  libs: readonly string[],
  root = repositoryRoot,
): Migration[] {
  const own = path.join(root, 'services', service, 'prisma/migrations');
  return mergeMigrations([own, ...libs.map((lib) => libFolder(lib, root))]);
}

/** @returns the migrations of libs only, for tests of a lib */
export function libMigrations(libs: readonly string[], root = repositoryRoot): Migration[] {
  return mergeMigrations(libs.map((lib) => libFolder(lib, root)));
}

/**
 * @throws Error when two folders contain a migration with the same name, because the ledger can record only one
 */
export function mergeMigrations(folders: string[]): Migration[] {
  const migrations = folders.flatMap(readMigrations).sort((a, b) => (a.name < b.name ? -1 : 1));
  const duplicate = migrations.find(({ name }, index) => migrations[index + 1]?.name === name);
  if (duplicate)
    throw new Error(`Two migrations are called ${duplicate.name}; rename the newer one`);

  return migrations;
}

function libFolder(lib: string, root: string): string {
  const folder = path.join(root, 'libs', lib, 'migrations');
  if (!existsSync(folder))
    throw new Error(`tribe.migrations names ${lib}, but libs/${lib}/migrations does not exist`);
  return folder;
}

function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      name,
      sql: readFileSync(path.join(folder, name, 'migration.sql'), 'utf8'),
    }));
}
