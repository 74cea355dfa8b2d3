import { z } from 'zod';

/** The metadata of an environment variable in a schema, in addition to its format. */
export interface VariableMetadata {
  readonly description?: string | undefined;
  /** The format in words, for schemas whose JSON Schema does not tell it. */
  readonly format?: string | undefined;
  /** Whether the value is confidential, which allows to read it from a file. */
  readonly secret?: boolean | undefined;
}

/**
 * Returns the schema and the schemas that it wraps, from the outside to the inside: the default, the optional and the
 * input of a pipe.
 */
export function schemaLayers(schema: z.core.$ZodType): z.core.$ZodType[] {
  const inner = wrappedBy(schema);
  return inner === undefined ? [schema] : [schema, ...schemaLayers(inner)];
}

/** Merges the metadata of all layers; an outer layer overrides an inner one. */
export function variableMetadata(schema: z.core.$ZodType): VariableMetadata {
  return Object.assign(
    {},
    ...schemaLayers(schema)
      .reverse()
      .map((layer) => z.globalRegistry.get(layer)),
  );
}

function wrappedBy(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodOptional
  )
    return schema.def.innerType;
  return schema instanceof z.ZodPipe ? schema.def.in : undefined;
}
