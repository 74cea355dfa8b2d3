import { id, opaqueField } from '@tribe/service-kit';
import { z } from 'zod';
import { freeTypes, targetedTypes } from './push.operations';

const maxOperations = 500;
const keyPattern = /^[\x21-\x7e]{1,100}$/;

const operationId = opaqueField(100)
  .regex(keyPattern, 'must have printable characters only, at least one')
  .meta({ example: 'phone-7f3a-0001' });

const fields = {
  id: operationId.describe(
    'Chosen by the device, once per operation: the Idempotency-Key of the operation',
  ),
  body: z
    .record(z.string(), z.unknown())
    .describe('The body of the endpoint')
    .meta({ example: { content: 'Hello', client_msg_id: 'phone-7f3a-0001' } }),
};

const operation = z
  .discriminatedUnion('type', [
    z
      .strictObject({
        type: z.enum(targetedTypes).meta({ id: 'TargetedOperationType', example: 'message.send' }),
        target_id: id.describe('The conversation, goal or system'),
        ...fields,
      })
      .meta({ id: 'TargetedOperation' }),
    z
      .strictObject({
        type: z.enum(freeTypes).meta({ id: 'FreeOperationType', example: 'reflection.create' }),
        ...fields,
      })
      .meta({ id: 'FreeOperation' }),
  ])
  .meta({ id: 'PushedOperation' });
export type PushedOperation = z.infer<typeof operation>;

export const pushBody = z
  .strictObject({
    operations: z
      .array(operation)
      .min(1)
      .max(maxOperations)
      .describe('In the order in which they were made'),
  })
  .meta({ id: 'PushOperationsRequest' });
export type PushBody = z.infer<typeof pushBody>;

const result = z
  .object({
    id: operationId,
    status: z.int().describe('Of the endpoint').meta({ example: 201 }),
    body: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe('The response of the endpoint, when it succeeded')
      .meta({ example: { id: '0190163d-8694-739b-aea5-966c26f8ad91' } }),
    problem: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe('The problem of the endpoint, when it refused')
      .meta({ example: null }),
  })
  .meta({ id: 'PushResult' });

export const pushResponse = z
  .object({
    results: z
      .array(result)
      .max(maxOperations)
      .describe('Of the first operations, in their order; the others were not tried'),
    is_complete: z
      .boolean()
      .describe('Whether all operations have a result. Otherwise, send the others again'),
    retry_after: z
      .int()
      .nullable()
      .describe('Seconds to wait before, when not complete')
      .meta({ example: null }),
  })
  .meta({ id: 'PushResults' });
export type PushResponse = z.infer<typeof pushResponse>;
