import type { z } from 'zod';
import { AppError } from '../errors/app-error';
import { commonErrors } from '../errors/common-errors';
import { fieldErrors } from './input.rules';
import { parseJsonBody } from './json-body.parser';

/**
 * Parses a JSON body that arrived in another way than over HTTP, with the rules of HTTP.
 *
 * @param bytes JSON in UTF-8
 * @throws AppError MALFORMED_JSON or VALIDATION_FAILED
 */
export function parseBody<T>(schema: z.ZodType<T>, bytes: Uint8Array): T {
  const parsed = schema.safeParse(parseJsonBody(Buffer.from(bytes)));
  if (parsed.success) return parsed.data;

  const errors = fieldErrors('body', parsed.error.issues);
  throw new AppError(commonErrors.VALIDATION_FAILED, { errors });
}
