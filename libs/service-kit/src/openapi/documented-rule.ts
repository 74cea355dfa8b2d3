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
 * Adds rules to a schema, for its validation and for the OpenAPI document. The keywords replace those of the schema, except
 * that a value must keep the `not` of every rule.
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

function keywordsOf(all: readonly Json[]): Record<string, unknown> {
  const refused = all.flatMap(({ not }) => not ?? []);
  const keywords = Object.assign({}, ...all) as Record<string, unknown>;
  return refused.length > 1 ? { ...keywords, not: { anyOf: refused } } : keywords;
}
