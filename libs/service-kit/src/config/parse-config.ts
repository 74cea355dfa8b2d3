import type { z } from 'zod';
import type { Environment } from './environment';
import { readSecret, type Secret } from './secret-file';
import { variableMetadata } from './variable-metadata';

/** Thrown when the configuration is invalid. The message is one line that names the variable, but never its value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(service: string, problem: string) {
    super(`${service} cannot start: ${problem}`.replaceAll('\n', ' '));
  }
}

/**
 * Parses a service's configuration. An empty variable counts as absent. A variable that the schema marks as secret may
 * be read from the file in `<name>_FILE`.
 *
 * @throws ConfigError that names the first missing or invalid variable
 */
export function parseConfig<S extends z.ZodObject>(
  service: string,
  schema: S,
  env: Environment,
): z.output<S> {
  const known = readVariables(service, schema, env);
  const values = Object.entries(known).map(([name, { value }]) => [name, value]);
  const parsed = schema.safeParse(Object.fromEntries(values));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const variable = String(issue?.path[0] ?? 'configuration');
  const { value, file } = known[variable] ?? {};
  const problem = value === undefined ? 'is not set' : (issue?.message ?? 'is not valid');
  const source = file === undefined ? '' : ` (read from ${file})`;
  throw new ConfigError(service, `${variable} ${lowerFirst(problem)}${source}`);
}

function readVariables(
  service: string,
  schema: z.ZodObject,
  env: Environment,
): Record<string, Secret> {
  try {
    return Object.fromEntries(
      Object.entries(schema.shape).map(([name, variable]) => [
        name,
        variableMetadata(variable).secret
          ? readSecret(name, env)
          : { value: env[name] || undefined },
      ]),
    );
  } catch (error) {
    throw new ConfigError(service, (error as Error).message);
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
