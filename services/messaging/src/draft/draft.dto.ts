import { id } from '@tribe/service-kit';
import { z } from 'zod';
import { contentField } from '../message/message.dto';

export const saveDraftBody = z
  .strictObject({
    content: contentField,
    reply_to_message_id: id.nullish().meta({ example: null }),
    updated_at: z.iso
      .datetime({ offset: true })
      .describe(
        'When you wrote it, by your clock. The latest draft wins; a time in the future counts as now.',
      ),
  })
  .meta({ id: 'SaveDraftRequest' });
export type SaveDraftBody = z.infer<typeof saveDraftBody>;

export const draftResponse = z
  .object({
    content: z.string().meta({ example: 'See you at' }),
    reply_to_message_id: id.nullable().meta({ example: null }),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Draft' });

export const saveDraftResponse = z
  .object({
    draft: draftResponse
      .nullable()
      .describe('The latest draft, which can be a newer draft; null when a message has ended it'),
  })
  .meta({ id: 'DraftState' });
