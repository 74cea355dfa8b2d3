import {
  type ErasedCounts,
  type PersonalData,
  type PersonalDataPage,
  PersonalDataSource,
  sectionById,
} from '@tribe/personal-data';
import { PrismaService, type Tx } from '../prisma.service';

const rowsPerBatch = 100;

/** Exports and erases badges. A signed badge of a partner stays, and names the user by id only. */
@PersonalDataSource()
export class BadgesPersonalData implements PersonalData<Tx> {
  constructor(private readonly prisma: PrismaService) {}

  async *exportFor(userId: string): AsyncIterable<PersonalDataPage> {
    yield* sectionById('badges', ({ after, take }) =>
      this.prisma.badge.findMany({
        where: { ownerId: userId, ...after },
        orderBy: { id: 'asc' },
        take,
        omit: { version: true },
      }),
    );
  }

  async erase(tx: Tx, userId: string): Promise<ErasedCounts> {
    const badges = await tx.sql.execute(
      'badges_erase',
      `DELETE FROM badges WHERE id IN (
         SELECT id FROM badges
          WHERE owner_id = $1::uuid OR partner_id = $1::uuid AND signed_at IS NULL LIMIT $2)`,
      [userId, rowsPerBatch],
    );

    return { badges_deleted: badges };
  }
}
