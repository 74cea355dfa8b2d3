import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { exampleOf } from './example.rules';
import type { Json } from './json';
import { schemaPrefix, tidied } from './tidy-schema.rules';

/** The named schemas of a document. A schema with `.meta({ id })` becomes a component wherever it is used. */
export class SchemaComponents {
  private readonly components = new Map<string, Json>();

  /**
   * Describes a schema: as a reference when it has a name, in place otherwise.
   *
   * @throws Error when another schema has the same name
   */
  describe(schema: z.ZodType, io: 'input' | 'output'): Json {
    const described = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
    const { $schema: _dialect, $defs: definitions = {}, ...rest } = described;
    for (const [name, definition] of Object.entries(definitions))
      this.add(name, tidied(definition));

    return tidied(rest);
  }

  /** Returns all components in the order of their names, objects with an example. */
  all(): Json {
    const sorted = [...this.components].sort(([a], [b]) => a.localeCompare(b));
    return Object.fromEntries(
      sorted.map(([name, schema]) => [
        name,
        schema.type === 'object' ? this.shown(schema) : schema,
      ]),
    );
  }

  private add(name: string, schema: Json): void {
    const other = this.components.get(name);
    if (other !== undefined && !isDeepStrictEqual(other, schema))
      throw new Error(`Two different schemas are named ${schemaPrefix}${name}`);
    this.components.set(name, schema);
  }

  private shown(schema: Json): Json {
    return { ...schema, example: exampleOf(schema, this.components) };
  }
}
