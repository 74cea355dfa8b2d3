import { id, nameField, paragraphField } from '@tribe/service-kit';
import { z } from 'zod';
import { maxMilestones, positiveAmount } from '../goal/goal-fields';

export const milestoneParams = z.object({ goalId: id, milestoneId: id });
export type MilestoneParams = z.infer<typeof milestoneParams>;

const title = nameField(255).meta({ example: 'Flights booked' });
const description = paragraphField(5000).nullish().meta({ example: 'For all of us' });
const targetValue = positiveAmount
  .nullish()
  .describe('The milestone is achieved as long as the amount of the goal reaches this value');
const orderIndex = z
  .int()
  .min(0)
  .max(maxMilestones)
  .optional()
  .meta({ example: 0 })
  .describe(
    'The position among the milestones, from 0; a number past the end is the last position',
  );

export const createMilestoneBody = z
  .strictObject({ title, description, target_value: targetValue, order_index: orderIndex })
  .meta({ id: 'CreateMilestoneRequest' });
export type CreateMilestoneBody = z.infer<typeof createMilestoneBody>;

export const updateMilestoneBody = z
  .strictObject({
    title: title.optional(),
    description,
    target_value: targetValue,
    order_index: orderIndex,
    achieved: z.boolean().optional().describe('Only for a milestone without a value'),
  })
  .meta({
    id: 'UpdateMilestoneRequest',
    description: 'A merge patch: omitted fields stay unchanged, and null clears a field',
    example: { title: 'Flights and hotel booked', order_index: 1 },
  });
export type UpdateMilestoneBody = z.infer<typeof updateMilestoneBody>;
