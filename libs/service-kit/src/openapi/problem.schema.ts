/** Schema of the body of every error response, for the API reference. */
export const problemSchema = {
  type: 'object',
  description: 'Problem details (RFC 9457)',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable error code' },
    detail: { type: 'string' },
    request_id: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'message'],
        properties: {
          pointer: { type: 'string', description: 'JSON pointer to the invalid field' },
          message: { type: 'string' },
          in: { type: 'string', enum: ['body', 'query', 'path'] },
        },
      },
    },
  },
} as const;

/** Content of an error response. */
export const problemReference = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
} as const;

/** The Idempotency-Key header of POST. */
export const idempotencyKeyParameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'Makes retries safe: for 24 hours, a repeated request returns the first response',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
} as const;
