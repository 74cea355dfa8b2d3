import { AppError } from './app-error';

/** Returns undefined for a resource that does not exist for the caller: when reading it fails with 404. */
export async function unlessMissing<Resource>(
  reading: Promise<Resource>,
): Promise<Resource | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AppError && error.status === 404) return undefined;
    throw error;
  }
}
