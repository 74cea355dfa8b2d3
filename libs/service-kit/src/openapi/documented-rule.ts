import type { z } from 'zod';
import type { Json } from './json';

/** A rule of a request, as a check and as keywords of JSON Schema. What matches the keywords passes the check. */
export interface DocumentedRule<Value> {
  readonly message: string;
  /** The field that an error names. Default: the value itself. */
  readonly path?: readonly string[];
  readonly holds: (value: Value) => boolean;
  readonly keywords: Json;
}

/**
 * Adds rules to a schema, for its validation and for the OpenAPI document. The keywords replace those of the schema; the
 * conditions of several rules (`if` and `not`) all hold.
 *
 * @example withRules(z.strictObject(fields), atLeastOneField(), notBoth('theme_mode', 'theme_preference'))
 */
export function withRules<Schema extends z.ZodType>(
  schema: Schema,
  ...rules: ReadonlyArray<DocumentedRule<z.output<Schema>>>
): Schema {
  let checked = schema;
  for (const { holds, message, path } of rules)
    checked = checked.refine(holds, { message, ...(path && { path: [...path] }) });

  return checked.meta(keywordsOf(rules.map(({ keywords }) => keywords)));
}

/** Conditions are combined below `then`, because generators of clients make classes from an `allOf` of the schema itself. */
function keywordsOf(all: readonly Json[]): Record<string, unknown> {
  const conditions = all.filter((keywords) => 'if' in keywords || 'not' in keywords);
  if (conditions.length < 2) return Object.assign({}, ...all) as Record<string, unknown>;
  const others = all.filter((keywords) => !conditions.includes(keywords));

  return Object.assign({}, ...others, { if: {}, then: { allOf: conditions } }) as Record<
    string,
    unknown
  >;
}
