import {
  type ErasedCounts,
  type PersonalData,
  type PersonalDataPage,
  PersonalDataSource,
  sectionById,
} from '@tribe/personal-data';
import { PrismaService, type Tx } from '../prisma.service';

const rowsPerBatch = 100;

/** Exports and erases rows that belong to one user, and whose erasure no other user has to learn of. */
@PersonalDataSource()
export class OwnRowsPersonalData implements PersonalData<Tx> {
  constructor(private readonly prisma: PrismaService) {}

  async *exportFor(userId: string): AsyncIterable<PersonalDataPage> {
    yield* sectionById('reminders', ({ after, take }) =>
      this.prisma.reminder.findMany({
        where: { userId, ...after },
        orderBy: { id: 'asc' },
        take,
        omit: { version: true },
      }),
    );

    yield* sectionById('achievements', ({ after, take }) =>
      this.prisma.userAchievement.findMany({
        where: { userId, ...after },
        orderBy: { id: 'asc' },
        take,
        include: { achievement: { select: { code: true, name: true, points: true } } },
      }),
    );

    yield* sectionById('badges', ({ after, take }) =>
      this.prisma.badge.findMany({
        where: { ownerId: userId, ...after },
        orderBy: { id: 'asc' },
        take,
        omit: { version: true },
      }),
    );

    // The file of an import is kept only until the import ends.
    yield* sectionById('imports', ({ after, take }) =>
      this.prisma.import.findMany({
        where: { userId, ...after },
        orderBy: { id: 'asc' },
        take,
        omit: { content: true },
      }),
    );
  }

  async erase(tx: Tx, userId: string): Promise<ErasedCounts> {
    const values = [userId, rowsPerBatch];

    return {
      reminders_deleted: await tx.sql.execute(
        'reminders_erase',
        `DELETE FROM reminders WHERE id IN (
           SELECT id FROM reminders WHERE user_id = $1::uuid LIMIT $2)`,
        values,
      ),
      achievements_deleted: await tx.sql.execute(
        'awards_erase',
        `DELETE FROM user_achievements WHERE id IN (
           SELECT id FROM user_achievements WHERE user_id = $1::uuid LIMIT $2)`,
        values,
      ),
      // The facts that achievements rest on are derived from other rows, so that no export has them.
      achievement_facts_deleted: await tx.sql.execute(
        'achievement_facts_erase',
        `DELETE FROM achievement_facts WHERE user_id = $1::uuid AND (kind, source_id) IN (
           SELECT kind, source_id FROM achievement_facts WHERE user_id = $1::uuid LIMIT $2)`,
        values,
      ),
      // A signed badge of a partner stays, and names the user by id only.
      badges_deleted: await tx.sql.execute(
        'badges_erase',
        `DELETE FROM badges WHERE id IN (
           SELECT id FROM badges
            WHERE owner_id = $1::uuid OR partner_id = $1::uuid AND signed_at IS NULL LIMIT $2)`,
        values,
      ),
      imports_deleted: await tx.sql.execute(
        'imports_erase',
        `DELETE FROM imports WHERE id IN (
           SELECT id FROM imports WHERE user_id = $1::uuid LIMIT $2)`,
        values,
      ),
    };
  }
}
