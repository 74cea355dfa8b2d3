import { eventsConfig } from '@tribe/events';
import { baseConfig } from '@tribe/service-kit';
import { z } from 'zod';

export const goalsConfig = baseConfig.extend(eventsConfig.shape).extend({
  GOAL_MAX_PARTICIPANTS: z.coerce
    .number()
    .int()
    .min(2)
    .max(50)
    .default(50)
    .describe('Maximum number of participants of a goal, including its creator'),
});

export type GoalsConfig = z.infer<typeof goalsConfig>;
