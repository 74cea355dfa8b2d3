import { id } from '@tribe/service-kit';
import { z } from 'zod';
import { hash } from '../message/message.dto';
import { entryKind } from '../sync/sync.dto';

const maxLimit = 500;

export const listChainQuery = z.object({
  after_seq: z.coerce
    .number()
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .default(0)
    .describe('Entries after this number; at least those after you joined'),
  limit: z.coerce.number().int().min(1).max(maxLimit).default(maxLimit),
});
export type ListChainQuery = z.infer<typeof listChainQuery>;

const entryNumber = z.int().meta({ example: 42 });

export const listChainResponse = z
  .object({
    after_seq: entryNumber.describe('The number before the first entry'),
    previous_hash: hash.describe('The chain up to `after_seq`; zeros when that is 0'),
    entries: z
      .array(
        z
          .object({
            seq: entryNumber,
            kind: entryKind,
            message_id: id.nullable().describe('null for a message from before you joined'),
            digest: hash.describe('SHA-256 of the facts of the entry'),
            hash: hash.describe('The chain up to the entry'),
            content_hash: hash
              .nullable()
              .describe(
                'SHA-256 of the salt and the content that the entry brought; null without one',
              ),
          })
          .meta({ id: 'ChainEntry' }),
      )
      .max(maxLimit)
      .describe('The oldest first'),
    has_more: z.boolean().describe('Whether later entries follow'),
  })
  .meta({ id: 'ConversationChain' });
