import type { OpenTransaction } from './open-transaction';

interface Statement {
  readonly name: string;
  readonly text: string;
}

const statements = new WeakMap<TemplateStringsArray, Statement>();
let named = 0;

/** Whether this is a plain template whose values Postgres' driver knows: no fragments, no types of Prisma's own. */
export function isTemplate(strings: TemplateStringsArray, values: readonly unknown[]): boolean {
  return Array.isArray(strings) && values.every(isPlain);
}

/**
 * Runs a template as a named statement, prepared once per connection.
 *
 * @returns the number of rows it touched
 */
export async function executeTemplate(
  transaction: OpenTransaction,
  strings: TemplateStringsArray,
  values: unknown[],
): Promise<number> {
  const { rowCount } = await transaction.query({ ...statementOf(strings), values });
  return rowCount ?? 0;
}

/** A template is the same object each time the code passes it. */
function statementOf(strings: TemplateStringsArray): Statement {
  const known = statements.get(strings);
  if (known !== undefined) return known;
  named += 1;
  const text = strings.reduce((sql, part, index) => `${sql}$${index}${part}`);
  const statement = { name: `t_${named}`, text };
  statements.set(strings, statement);
  return statement;
}

function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return value instanceof Date || ArrayBuffer.isView(value) || (Array.isArray(value) && value.every(isPlain));
}
