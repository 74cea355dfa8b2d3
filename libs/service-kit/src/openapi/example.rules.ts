import { isJson, type Json } from './json';
import { schemaPrefix } from './tidy-schema.rules';

const byFormat: Readonly<Record<string, string>> = {
  date: '2027-06-30',
  'date-time': '2027-01-15T09:30:00.000Z',
  email: 'clarie@example.com',
  uri: 'https://example.com/picture.jpg',
  uuid: '0190163d-8694-739b-aea5-966c26f8ad91',
};

/**
 * Composes an example of a schema: its own example, or its default, or one of its parts and its format.
 *
 * @returns undefined for text and numbers that can be anything; they need an example of their own
 */
export function exampleOf(schema: Json, components: ReadonlyMap<string, Json>): unknown {
  for (const key of ['example', 'const', 'default']) if (key in schema) return schema[key];

  if (typeof schema.$ref === 'string') {
    const component = components.get(schema.$ref.slice(schemaPrefix.length));
    return component && exampleOf(component, components);
  }

  if (Array.isArray(schema.enum)) return schema.enum[0];
  const [alternative] = (schema.anyOf ?? schema.oneOf ?? []) as Json[];
  if (alternative) return exampleOf(alternative, components);

  return exampleOfType(schema, components);
}

function exampleOfType(schema: Json, components: ReadonlyMap<string, Json>): unknown {
  const [type] = [schema.type].flat();
  switch (type) {
    case 'object':
      return exampleOfObject(schema, components);
    case 'array': {
      const item = isJson(schema.items) ? exampleOf(schema.items, components) : undefined;
      return item === undefined ? [] : [item];
    }
    case 'boolean':
      return true;
    case 'integer':
      return schema.minimum ?? 1;
    case 'null':
      return null;
    default:
      return byFormat[String(schema.format)];
  }
}

function exampleOfObject(schema: Json, components: ReadonlyMap<string, Json>): Json {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Json>);
  const examples = properties.map(([name, property]) => [name, exampleOf(property, components)]);
  return Object.fromEntries(examples.filter(([, example]) => example !== undefined));
}
