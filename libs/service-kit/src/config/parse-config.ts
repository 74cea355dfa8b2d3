import type { z } from 'zod';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Thrown when the configuration is invalid. The message is one line that names the variable, but never its value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Parses a service's configuration. An empty variable counts as absent.
 *
 * @throws ConfigError that names the first missing or invalid variable
 */
export function parseConfig<S extends z.ZodObject>(
  service: string,
  schema: S,
  env: Environment,
): z.output<S> {
  const known: Record<string, string> = {};
  for (const name of Object.keys(schema.shape)) {
    const value = env[name];
    if (value !== undefined && value !== '') known[name] = value;
  }
  const parsed = schema.safeParse(known);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const variable = String(issue?.path[0] ?? 'configuration');
  const problem = known[variable] === undefined ? 'is not set' : (issue?.message ?? 'is not valid');
  throw new ConfigError(
    `${service} cannot start: ${variable} ${lowerFirst(problem)}`.replaceAll('\n', ' '),
  );
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
