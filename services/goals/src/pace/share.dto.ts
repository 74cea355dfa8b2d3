import { userFields } from '@tribe/projections';
import { id } from '@tribe/service-kit';
import { z } from 'zod';

const amount = z.number().min(0);

export const restBody = z
  .strictObject({
    until: z.iso
      .date()
      .nullable()
      .describe('The last day of the rest; null, or yesterday, ends the rest'),
  })
  .meta({ id: 'RestFromGoalRequest', example: { until: null } });
export type RestBody = z.infer<typeof restBody>;

export const sharesResponse = z
  .object({
    goal_id: id,
    date: z.iso.date().describe("The day, by the owner's calendar"),
    currency: z.string().meta({ example: 'USD' }),
    days_left: z.int().min(1).meta({ example: 45 }).describe('Including today'),
    due: amount.meta({ example: 20.0 }).describe('The sum of the shares of today'),
    remaining: amount.meta({ example: 15.0 }).describe('The sum of what remains of the shares'),
    members: z.array(
      z
        .object({
          user_id: id,
          ...userFields,
          is_resting: z.boolean(),
          resting_until: z.iso.date().nullable(),
          share: amount.meta({ example: 6.67 }),
          given_today: z.number().meta({ example: 5.0 }),
          remaining: amount.meta({ example: 1.67 }),
        })
        .meta({ id: 'GoalShare' }),
    ),
  })
  .meta({ id: 'GoalShares' });
