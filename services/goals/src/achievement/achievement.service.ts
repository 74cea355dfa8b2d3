import { Injectable } from '@nestjs/common';
import { ProfileSight } from '@tribe/projections';
import { type Caller, Database, Pages, positionAt } from '@tribe/service-kit';
import type { ListAwardsQuery } from './achievement.dto';
import { countAwards, listAwards, listForUser, sumPoints } from './achievement.queries';
import { achievementView, awardView } from './achievement.view';

/** Lists achievements. */
@Injectable()
export class AchievementService {
  constructor(
    private readonly database: Database,
    private readonly sight: ProfileSight,
    private readonly pages: Pages,
  ) {}

  async listAchievements({ userId }: Caller) {
    const [achievements, points] = await Promise.all([
      listForUser(this.database, userId),
      sumPoints(this.database, userId),
    ]);

    return {
      achievements: achievements.map((each) => achievementView(each, each.earnedAt)),
      total_points: points,
    };
  }

  /** Lists what a user has earned, for callers who may see the profile. */
  async listAchievementsOf(caller: Caller, userId: string, query: ListAwardsQuery) {
    await this.sight.requireProfile(caller.userId, userId);

    const [{ rows, pagination }, points] = await Promise.all([
      this.pages.read('awards', query, {
        rows: (window) => listAwards(this.database, userId, window),
        total: () => countAwards(this.database, userId),
        position: ({ earnedAt, awardId }) => positionAt(earnedAt, awardId),
      }),
      sumPoints(this.database, userId),
    ]);

    return {
      achievements: rows.map((row) => awardView(row, row.earnedAt)),
      total_points: points,
      pagination,
    };
  }
}
