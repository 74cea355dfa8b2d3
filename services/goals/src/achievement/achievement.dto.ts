import { id, pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';

const achievementFields = {
  id,
  code: z.string().meta({ example: 'streak_30' }),
  name: z.string().meta({ example: 'A month of mornings' }),
  description: z.string().meta({ example: 'Keep a streak of 30 days' }),
  icon_url: z.string().nullable().meta({ example: null }),
  category: z.string().meta({ example: 'streaks' }),
  points: z.int().meta({ example: 75 }),
};

export const listAchievementsResponse = z
  .object({
    achievements: z
      .array(
        z
          .object({
            ...achievementFields,
            earned_at: z.iso.datetime().nullable().describe('null until you earn it'),
          })
          .meta({ id: 'Achievement' }),
      )
      .max(200),
    total_points: z.int().meta({ example: 130 }).describe('Your points'),
  })
  .meta({ id: 'AchievementOverview' });

export const achieverParams = z.object({ userId: id });
export type AchieverParams = z.infer<typeof achieverParams>;

export const listAwardsQuery = pageQuery;
export type ListAwardsQuery = z.infer<typeof listAwardsQuery>;

export const listAwardsResponse = z
  .object({
    achievements: z.array(
      z
        .object({ ...achievementFields, earned_at: z.iso.datetime() })
        .meta({ id: 'EarnedAchievement' }),
    ),
    total_points: z.int().meta({ example: 130 }),
    pagination: paginationResponse,
  })
  .meta({ id: 'EarnedAchievementList' });
