import type { ApiResponse } from '@tribe/testing';
import { z } from 'zod';
import type { Endpoint } from '../hostile/operations';

type Problem = { readonly code?: string } | undefined;

/**
 * Returns how a response differs from `/openapi.json`: its status, its code, or additional or differently typed fields.
 * The documentation must be complete, so that generated clients can parse every response.
 */
export function undocumented(
  { responses, schemas }: Endpoint,
  { status, body }: ApiResponse<Problem>,
): string | undefined {
  const response = responses[status];
  if (!response) return `answers with ${status}, which is not documented`;

  if (status >= 300) {
    const isNamed = response.description?.includes(body?.code ?? 'no code') ?? true;
    return isNamed ? undefined : `answers with ${body?.code}, which is not documented`;
  }

  const schema = response.content?.['application/json']?.schema;
  if (!schema) return body === undefined ? undefined : 'answers with a body that is not documented';
  const parsed = z.fromJSONSchema({ ...schema, $defs: schemas }).safeParse(body);

  return parsed.success
    ? undefined
    : `answers with a body that differs from the documentation: ${z.prettifyError(parsed.error)}`;
}
