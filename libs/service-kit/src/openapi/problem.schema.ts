/** The body of every error, as the API page shows it. */
export const problemSchema = {
  type: 'object',
  description: 'Problem details (RFC 9457)',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable; clients switch on it' },
    detail: { type: 'string' },
    request_id: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'message'],
        properties: {
          pointer: { type: 'string', description: 'JSON pointer to the refused field' },
          message: { type: 'string' },
          in: { type: 'string', enum: ['body', 'query', 'path'] },
        },
      },
    },
  },
} as const;

/** The content of an error answer. */
export const problemReference = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
} as const;

/** The header every POST takes. */
export const idempotencyKeyParameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'Makes a repeated request happen once; the first answer is repeated for 24 hours',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
} as const;
