import { redactText } from './redact.rules';

const maxCauseDepth = 4;

/** An error as logged. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string | number;
  readonly stack?: string;
  readonly cause?: unknown;
}

/**
 * Serializes an error without user input: drivers put whole rows into `detail`, and Prisma quotes the arguments of the
 * call in all but the last line of its message.
 */
export function serializeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? redactText(error) : error;
  const { code, cause } = error as Error & { code?: unknown };
  const message = redactText(lastLineOfPrisma(error));
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at '));

  return {
    type: error.name,
    message,
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    ...(frames !== undefined && { stack: frames.join('\n') }),
    ...(cause !== undefined &&
      depth < maxCauseDepth && { cause: serializeError(cause, depth + 1) }),
  } satisfies LoggedError;
}

function lastLineOfPrisma(error: Error): string {
  if (!error.name.startsWith('Prisma')) return error.message;
  return error.message.trim().split('\n').at(-1) ?? '';
}
