import { existsSync } from 'node:fs';
import path from 'node:path';
import { readTopology, repositoryRoot } from '@tribe/local-servers';
import type { AuthorizationTables, Rows } from '@tribe/testing/authorization';

/** Reviewed responses of a service, or of a part of it. */
export interface Table {
  readonly owner: string;
  readonly name: string;
  readonly rows: Rows;
}

/** The reviewed responses of all services, from `src/authorization.test-support.ts`. */
export const tables: readonly Table[] = readTopology().flatMap(({ name: owner }) =>
  Object.entries(tablesOf(owner)).map(([name, rows]) => ({ owner, name, rows })),
);

/** Tables with their own test file, so that workers share them. */
export const hasOwnFile = ({ name }: Table): boolean =>
  existsSync(path.join(__dirname, `${name}.test.ts`));

export function tableOf(name: string): Table {
  const table = tables.find((candidate) => candidate.name === name);
  if (!table) throw new Error(`No service has reviewed responses named ${name}`);
  return table;
}

function tablesOf(owner: string): AuthorizationTables {
  const file = path.join(repositoryRoot, 'services', owner, 'src/authorization.test-support.ts');
  if (!existsSync(file)) return {};
  const exported = require(file) as { readonly authorization: AuthorizationTables };

  return exported.authorization;
}
