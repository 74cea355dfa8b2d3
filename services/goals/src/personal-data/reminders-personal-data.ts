import {
  type ErasedCounts,
  type PersonalData,
  type PersonalDataPage,
  PersonalDataSource,
  sectionById,
} from '@tribe/personal-data';
import { PrismaService, type Tx } from '../prisma.service';

const rowsPerBatch = 100;

/** Exports and erases the reminders of a user. */
@PersonalDataSource()
export class RemindersPersonalData implements PersonalData<Tx> {
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
  }

  async erase(tx: Tx, userId: string): Promise<ErasedCounts> {
    const reminders = await tx.sql.execute(
      'reminders_erase',
      `DELETE FROM reminders WHERE id IN (
         SELECT id FROM reminders WHERE user_id = $1::uuid LIMIT $2)`,
      [userId, rowsPerBatch],
    );

    return { reminders_deleted: reminders };
  }
}
