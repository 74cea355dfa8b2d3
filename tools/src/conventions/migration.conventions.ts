import { type Convention, type Finding, lineOf, type SourceFile } from './convention';

const migration = /\/migrations\/(\d{14})_[^/]+\/migration\.sql$/;
/** Earlier migrations were applied when the tables were small. */
const since = '20261128223000';
const body = /\$\$[^]*?\$\$|--.*/g;
const createdTable = /CREATE TABLE (?:IF NOT EXISTS )?"?(\w+)/gi;
const index = /CREATE (?:UNIQUE )?INDEX (?!CONCURRENTLY)[^;]*? ON (?:ONLY )?"?(\w+)/i;
const altered = /ALTER TABLE (?:ONLY )?"?(\w+)/i;

interface Statement {
  readonly text: string;
  readonly index: number;
}

/** A migration must not lock a table for as long as it reads it: writes would wait. */
export const migrationsDoNotLock: Convention = (files) =>
  files.filter(isChecked).flatMap(lockingIn);

function isChecked({ path }: SourceFile): boolean {
  return (migration.exec(path)?.[1] ?? '') >= since;
}

function lockingIn({ path, text }: SourceFile): Finding[] {
  // Keeps the length, so that line numbers stay correct.
  const code = text.replaceAll(body, (part) => part.replaceAll(/[^\n]/g, ' '));
  const created = new Set([...code.matchAll(createdTable)].map(([, table]) => table));
  const statements = statementsOf(code);

  return statements.flatMap((statement) => {
    const message = faultOf(statement.text, created) ?? faultTogether(statement.text, statements);
    return message ? [{ path, line: lineOf(text, statement.index), message }] : [];
  });
}

/** Returns how a statement locks a table that other migrations have created. */
function faultOf(text: string, created: ReadonlySet<string | undefined>): string | undefined {
  const [, indexed] = index.exec(text) ?? [];
  if (indexed !== undefined && !created.has(indexed))
    return 'an index of an existing table is built with CREATE INDEX CONCURRENTLY, in a migration of its own';

  const [, table] = altered.exec(text) ?? [];

  const additions = text
    .split(/,\s*(?=ADD|DROP|ALTER)/i)
    .filter((part) => /ADD CONSTRAINT/i.test(part));

  const isRead = additions.some((part) => !/NOT VALID|USING INDEX/i.test(part));
  if (table !== undefined && !created.has(table) && isRead)
    return 'a constraint of an existing table is added as NOT VALID, and validated by a later migration';

  return undefined;
}

/** All statements of a migration are one transaction, which keeps its locks until the end. */
function faultTogether(text: string, statements: readonly Statement[]): string | undefined {
  if (statements.length === 1) return undefined;
  if (/\bCONCURRENTLY\b/i.test(text)) return 'CONCURRENTLY needs a migration of its own';
  if (/\bVALIDATE CONSTRAINT\b/i.test(text))
    return 'VALIDATE CONSTRAINT needs a migration of its own, or the lock of the one before stays';

  return undefined;
}

function statementsOf(code: string): Statement[] {
  let start = 0;

  return code.split(';').flatMap((part) => {
    const begin = start + (part.length - part.trimStart().length);
    start += part.length + 1;
    return part.trim() === '' ? [] : [{ text: part, index: begin }];
  });
}
