import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { schemaDifference } from './schema-difference';

/** The result of a request for a migration. */
export type NewMigration =
  | { written: string; warnings: string[] }
  | { written: undefined; reason: string };

/**
 * Writes a migration for the changes to `schema.prisma` since the last migration.
 *
 * The engine compares datamodels, so the datamodel of the last migration is stored next to the migrations. Tables of
 * libs are in neither, and therefore not in the migration.
 *
 * @param service folder of the service
 * @param name snake_case words: `add_goal_colour`
 * @throws Error when the name is invalid or the datamodel of the last migration is missing
 */
export async function newMigration(
  service: string,
  name: string,
  now: Date,
): Promise<NewMigration> {
  if (!/^[a-z][a-z0-9_]{2,60}$/.test(name)) {
    throw new Error(
      `"${name}" is not a valid name for a migration: use snake_case, such as add_goal_colour`,
    );
  }

  const places = prismaPlaces(service);
  const sql = await schemaDifference(lastDatamodel(service), readFileSync(places.schema, 'utf8'));
  if (sql.trim() === '')
    return { written: undefined, reason: 'schema.prisma has not changed since the last migration' };
  const folder = path.join(places.migrations, `${timestamp(now)}_${name}`);
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'migration.sql');
  writeFileSync(file, sql);
  copyFileSync(places.schema, places.datamodel);

  return { written: file, warnings: destructiveStatements(sql) };
}

/** Records `schema.prisma` as the result of the migrations, after a hand-written migration. */
export function recordDatamodel(service: string): string {
  const { schema, migrations, datamodel } = prismaPlaces(service);
  mkdirSync(migrations, { recursive: true });
  copyFileSync(schema, datamodel);

  return datamodel;
}

/** Returns the migration files of a service. */
export function prismaPlaces(service: string) {
  const migrations = path.join(service, 'prisma/migrations');
  return {
    schema: path.join(service, 'prisma/schema.prisma'),
    migrations,
    datamodel: path.join(migrations, 'datamodel.prisma'),
  };
}

/** Returns the statements that lose data or break the previous release. */
export function destructiveStatements(sql: string): string[] {
  return sql
    .split('\n')
    .filter((line) =>
      /\b(DROP (TABLE|COLUMN|TYPE)|RENAME|SET NOT NULL|ALTER COLUMN .* TYPE)\b/i.test(line),
    );
}

function lastDatamodel(service: string): string {
  const { migrations, datamodel } = prismaPlaces(service);
  if (existsSync(datamodel)) return readFileSync(datamodel, 'utf8');
  const hasMigrations = existsSync(migrations) && readdirSync(migrations).length > 0;
  if (!hasMigrations) return '';
  const name = path.basename(service);

  throw new Error(
    `${datamodel} is missing: npm run migration -- ${name} --record writes it from schema.prisma`,
  );
}

function timestamp(now: Date): string {
  return now.toISOString().replaceAll(/\D/g, '').slice(0, 14);
}
