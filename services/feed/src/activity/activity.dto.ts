import { userCardResponse } from '@tribe/projections';
import { id } from '@tribe/service-kit';
import { z } from 'zod';
import { ActivityType } from '../generated/prisma/enums';

export const activityResponse = z
  .object({
    id,
    activity_type: z
      .enum(ActivityType)
      .meta({ id: 'ActivityType', example: 'goal_completed' })
      .describe('More types may follow'),
    user: userCardResponse,
    goal: z
      .object({ id, title: z.string().meta({ example: 'Run a 5K' }) })
      .meta({ id: 'ActivityGoal' })
      .nullable(),
    milestone: z
      .object({ id, title: z.string().meta({ example: 'Half way' }) })
      .meta({ id: 'ActivityMilestone' })
      .nullable(),
    achievement: z
      .object({
        id,
        name: z.string().meta({ example: 'First goal' }),
        points: z.int().meta({ example: 10 }),
        icon_url: z.string().nullable().meta({ example: null }),
      })
      .meta({ id: 'ActivityAchievement' })
      .nullable(),
    time_ago: z.string().meta({ example: '2 hours ago' }),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'FeedActivity' });
