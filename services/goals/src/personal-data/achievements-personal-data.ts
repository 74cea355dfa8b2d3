import {
  type ErasedCounts,
  type PersonalData,
  type PersonalDataPage,
  PersonalDataSource,
  sectionById,
} from '@tribe/personal-data';
import { PrismaService, type Tx } from '../prisma.service';

const rowsPerBatch = 500;

/** Exports and erases the achievements of a user. The facts that they rest on are derived, and only erased. */
@PersonalDataSource()
export class AchievementsPersonalData implements PersonalData<Tx> {
  constructor(private readonly prisma: PrismaService) {}

  async *exportFor(userId: string): AsyncIterable<PersonalDataPage> {
    yield* sectionById('achievements', ({ after, take }) =>
      this.prisma.userAchievement.findMany({
        where: { userId, ...after },
        orderBy: { id: 'asc' },
        take,
        include: { achievement: { select: { code: true, name: true, points: true } } },
      }),
    );
  }

  async erase(tx: Tx, userId: string): Promise<ErasedCounts> {
    const awards = await tx.sql.execute(
      'awards_erase',
      `DELETE FROM user_achievements WHERE id IN (
         SELECT id FROM user_achievements WHERE user_id = $1::uuid LIMIT $2)`,
      [userId, rowsPerBatch],
    );

    const facts = await tx.sql.execute(
      'achievement_facts_erase',
      `DELETE FROM achievement_facts WHERE user_id = $1::uuid AND (kind, source_id) IN (
         SELECT kind, source_id FROM achievement_facts WHERE user_id = $1::uuid LIMIT $2)`,
      [userId, rowsPerBatch],
    );

    return { achievements_deleted: awards, achievement_facts_deleted: facts };
  }
}
