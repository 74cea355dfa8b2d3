import { z } from 'zod';

const fieldErrorPart = z.enum(['body', 'query', 'path']).meta({ id: 'FieldErrorPart' });

const fieldError = z
  .object({
    pointer: z
      .string()
      .describe('JSON pointer to the invalid field')
      .meta({ example: '/target_amount' }),
    message: z.string().meta({ example: 'may have at most two decimals' }),
    in: fieldErrorPart.optional().describe('The part of the request; the body when absent'),
  })
  .meta({ id: 'FieldError', description: 'An invalid field' });

/** Schema of the body of every error response, for the API reference. */
export const problemSchema = z
  .looseObject({
    type: z.url().meta({ example: 'https://tribe.app/problems/validation-failed' }),
    title: z.string().meta({ example: 'The request has invalid fields' }),
    status: z.int().meta({ example: 422 }),
    code: z.string().describe('Stable error code').meta({ example: 'VALIDATION_FAILED' }),
    detail: z.string().optional().describe('One sentence about this occurrence'),
    errors: z.array(fieldError).optional(),
    request_id: z.string().optional().meta({ example: '0190163d-8694-739b-aea5-966c26f8ad91' }),
  })
  .meta({ id: 'Problem', description: 'Problem details (RFC 9457)' });

/** Content of an error response. */
export const problemReference = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
} as const;
