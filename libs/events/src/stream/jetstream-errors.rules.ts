import { JetStreamApiCodes, JetStreamApiError } from '@nats-io/jetstream';

/** Log message while a stream is missing, which no service may create. */
export const noStream =
  'the stream does not exist; waiting until `npm run nats -- streams` creates it';

export function isStreamNotFound(error: unknown): boolean {
  return error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamNotFound;
}

/** Whether the permissions of the service forbid a request. */
export function isRefused(error: unknown): boolean {
  return (
    error instanceof Error && (error.name === 'PermissionViolationError' || isRefused(error.cause))
  );
}

export function isConsumerNotFound(error: unknown): boolean {
  return error instanceof JetStreamApiError && error.code === JetStreamApiCodes.ConsumerNotFound;
}

/** Resolves to undefined instead of rejecting with an error that the predicate accepts. */
export async function ignoring<T>(
  accepts: (error: unknown) => boolean,
  work: Promise<T>,
): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (accepts(error)) return undefined;
    throw error;
  }
}
