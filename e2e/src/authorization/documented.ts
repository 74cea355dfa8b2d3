import type { ApiResponse } from '@tribe/testing';
import { z } from 'zod';
import type { Endpoint } from '../hostile/operations';

type Problem = { readonly code?: string } | undefined;

/**
 * What an answer has that `/openapi.json` does not say: a status, a code, a field too many or one of another type. Nobody is told
 * more than the document promises, and clients made from it understand every answer.
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
    : `answers otherwise than documented: ${z.prettifyError(parsed.error)}`;
}
