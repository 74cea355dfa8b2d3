import { z } from 'zod';
import type { ServiceDefinition } from '../service/define-service';
import { databaseVariables } from './base.config';
import { schemaLayers, variableMetadata } from './variable-metadata';

/** The documentation of an environment variable. */
export interface ConfigVariable {
  readonly name: string;
  /** Empty when the schema has none. */
  readonly description: string;
  /** In words: `whole number from 1 to 50`. */
  readonly format: string;
  /** The value that the service uses when the variable is not set. */
  readonly default: string | undefined;
  /** Whether the service cannot start without it. */
  readonly required: boolean;
  /** Whether it may be read from the file in `<name>_FILE`. */
  readonly secret: boolean;
}

/** Returns the environment variables of a service, from the schema of its configuration. */
export function describeConfig({
  config,
  prisma,
}: Pick<ServiceDefinition, 'config' | 'prisma'>): ConfigVariable[] {
  const ofDatabases: ReadonlySet<string> = new Set(databaseVariables);
  return Object.entries(config.shape)
    .filter(([name]) => prisma !== undefined || !ofDatabases.has(name))
    .map(([name, schema]) => {
      const variable = describeVariable(name, schema);
      const neededForDatabase = ofDatabases.has(name) && variable.default === undefined;
      return { ...variable, required: variable.required || neededForDatabase };
    });
}

function describeVariable(name: string, schema: z.core.$ZodType): ConfigVariable {
  const { description = '', format, secret = false } = variableMetadata(schema);
  const fallback = defaultOf(schema);
  return {
    name,
    description,
    format: format ?? formatInWords(schema),
    default: fallback,
    required: fallback === undefined && !z.safeParse(schema, undefined).success,
    secret,
  };
}

function defaultOf(schema: z.core.$ZodType): string | undefined {
  const layer = schemaLayers(schema).find(
    (each) => each instanceof z.ZodDefault || each instanceof z.ZodPrefault,
  );
  return layer && String(layer.def.defaultValue);
}

function formatInWords(schema: z.core.$ZodType): string {
  const innermost = schemaLayers(schema).at(-1) ?? schema;
  const { type, minimum, maximum, enum: values, minLength = 0 } = z.toJSONSchema(innermost);
  if (values) return values.map((value) => `\`${String(value)}\``).join(', ');
  if (type === 'integer') return `whole number${range(minimum, maximum)}`;
  if (type === 'number') return `number${range(minimum, maximum)}`;

  return minLength > 1 ? `text of at least ${minLength} characters` : 'text';
}

/** JSON Schema gives an integer without limits those of JavaScript. */
function range(minimum = -Infinity, maximum = Infinity): string {
  const hasMinimum = minimum > Number.MIN_SAFE_INTEGER;
  const hasMaximum = maximum < Number.MAX_SAFE_INTEGER;
  if (hasMinimum && hasMaximum) return ` from ${minimum} to ${maximum}`;
  if (hasMinimum) return `, at least ${minimum}`;

  return hasMaximum ? `, at most ${maximum}` : '';
}
