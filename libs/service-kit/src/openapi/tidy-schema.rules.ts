import { isDeepStrictEqual } from 'node:util';
import { isJson, type Json } from './json';

const definitions = '#/$defs/';
export const schemaPrefix = '#/components/schemas/';

/** Formats that say what their pattern says. */
const selfExplaining = new Set(['date', 'date-time', 'uuid']);

/**
 * Rewrites a JSON Schema from zod for readers and client generators: references point to components, a nullable type is
 * `["string", "null"]`, and what repeats the type or the format is left out.
 */
export function tidied(schema: Json): Json {
  const tidy = Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => value !== undefined && !isNoise(schema, key, value))
      .map(([key, value]) => [key, key === '$ref' ? componentOf(value) : tidiedValue(value)]),
  );
  return nullableType(tidy) ?? tidy;
}

function tidiedValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidiedValue);
  return isJson(value) ? tidied(value) : value;
}

function isNoise(schema: Json, key: string, value: unknown): boolean {
  if (key === 'pattern') return selfExplaining.has(String(schema.format));
  if (key === 'minimum' || key === 'maximum')
    return schema.type === 'integer' && Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER;
  if (key === 'type' || key === 'additionalProperties') return '$ref' in schema;

  return key === 'propertyNames' && isDeepStrictEqual(value, { type: 'string' });
}

function componentOf(reference: unknown): string {
  return String(reference).replace(definitions, schemaPrefix);
}

/** `anyOf` of one plain type and null. A reference stays in its `anyOf`. */
function nullableType({ anyOf, ...rest }: Json): Json | undefined {
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return undefined;
  const [plain, none] = anyOf as Json[];
  if (none?.type !== 'null' || typeof plain?.type !== 'string' || 'enum' in plain) return undefined;

  return { ...plain, ...rest, type: [plain.type, 'null'] };
}
