import type { Document, Json } from './document.rules';

const prefix = '#/components/schemas/';

/** Finds the value of a property in examples, defaults and enums. */
function valueOf(property: Json, schemas: Readonly<Record<string, Json>>): unknown {
  for (const key of ['example', 'default', 'const']) if (key in property) return property[key];
  if (Array.isArray(property.enum)) return property.enum[0];

  if (typeof property.$ref === 'string')
    return valueOf(schemas[property.$ref.slice(prefix.length)] ?? {}, schemas);

  const [alternative] = (property.anyOf ?? []) as Json[];
  if (alternative) return valueOf(alternative, schemas);

  return property.type === 'boolean' ? true : undefined;
}

/**
 * Returns bodies around the example of a component: the example, all fields at once, and for each field and each pair of
 * fields a body without them, a body with only them, and one in which they are null. Many are invalid.
 */
export function bodyVariants(
  name: string,
  { components: { schemas } }: Document,
): Record<string, unknown>[] {
  const { example, properties = {} } = schemas[name] ?? {};
  const fields = Object.entries(properties as Record<string, Json>);

  const examples = fields.map(([field, property]) => [field, valueOf(property, schemas)] as const);

  const full = {
    ...Object.fromEntries(examples.filter(([, value]) => value !== undefined)),
    ...(example as object),
  };

  return [example as Record<string, unknown>, full, {}].concat(
    pairsOf(Object.keys(full)).flatMap((pair) => [
      pick(full, (field) => !pair.includes(field)),
      pick(full, (field) => pair.includes(field)),
      { ...full, ...Object.fromEntries(pair.map((field) => [field, null])) },
    ]),
  );
}

/** All pairs of names, and each name with itself. */
function pairsOf(names: readonly string[]): string[][] {
  return names.flatMap((name, index) => names.slice(index).map((other) => [name, other]));
}

function pick(
  body: Record<string, unknown>,
  isKept: (field: string) => boolean,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([field]) => isKept(field)));
}
