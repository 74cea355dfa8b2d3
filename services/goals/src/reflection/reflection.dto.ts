import {
  filledParagraphField,
  id,
  lineField,
  pageQuery,
  paginationResponse,
  paragraphField,
} from '@tribe/service-kit';
import { z } from 'zod';

const content = filledParagraphField(10_000).meta({
  example: 'The mornings work. The evenings do not.',
});

const sharedWithPartner = z
  .boolean()
  .describe('Whether your active partners see the reflection and may react to it');

export const reflectionParams = z.object({ date: z.iso.date() });
export type ReflectionParams = z.infer<typeof reflectionParams>;

export const createReflectionBody = z
  .strictObject({
    content,
    reflection_date_local: z.iso
      .date()
      .optional()
      .describe('Your today, the default, or a day of the last week'),
    prompt_id: lineField(100).nullish().meta({ example: 'daily-1' }),
    prompt_text: paragraphField(1000).nullish().meta({ example: 'What worked today?' }),
    shared_with_partner: sharedWithPartner.default(false),
  })
  .meta({ id: 'CreateReflectionRequest', example: { content: 'The mornings work.' } });
export type CreateReflectionBody = z.infer<typeof createReflectionBody>;

export const updateReflectionBody = z
  .strictObject({ content, shared_with_partner: sharedWithPartner.optional() })
  .meta({ id: 'UpdateReflectionRequest' });
export type UpdateReflectionBody = z.infer<typeof updateReflectionBody>;

export const listReflectionsQuery = pageQuery.extend({
  user_id: id.optional().describe('An active partner, whose shared reflections are listed'),
});
export type ListReflectionsQuery = z.infer<typeof listReflectionsQuery>;

export const reflectionResponse = z
  .object({
    id,
    user_id: id,
    partnership_id: id.nullable(),
    reflection_date_local: z.iso.date(),
    content: z.string().meta({ example: 'The mornings work. The evenings do not.' }),
    prompt_id: z.string().nullable().meta({ example: 'daily-1' }),
    prompt_text: z.string().nullable().meta({ example: 'What worked today?' }),
    shared_with_partner: z.boolean(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Reflection' });

export const listReflectionsResponse = z
  .object({ reflections: z.array(reflectionResponse), pagination: paginationResponse })
  .meta({ id: 'ReflectionList' });
