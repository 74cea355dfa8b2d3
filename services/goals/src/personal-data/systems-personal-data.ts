import { EventPublisher } from '@tribe/events';
import {
  type ErasedCounts,
  type PersonalData,
  type PersonalDataPage,
  PersonalDataSource,
  sectionById,
} from '@tribe/personal-data';
import { PrismaService, type Tx } from '../prisma.service';
import { deleteCalendar } from '../streak/user-calendar.queries';
import { systemDeleted } from '../system/system.events';

const rowsPerBatch = 100;

/** Exports and erases the systems, check-ins and reflections of a user, and the user's traces in those of partners. */
@PersonalDataSource()
export class SystemsPersonalData implements PersonalData<Tx> {
  constructor(
    private readonly prisma: PrismaService,
    private readonly events: EventPublisher,
  ) {}

  async *exportFor(userId: string): AsyncIterable<PersonalDataPage> {
    yield* sectionById('systems', ({ after, take }) =>
      this.prisma.system.findMany({
        where: { userId, deletedAt: null, ...after },
        orderBy: { id: 'asc' },
        take,
        omit: { version: true, streakVersion: true },
        include: { schedules: true, pauses: true, vacations: true, freezes: true },
      }),
    );

    yield* sectionById('checkins', ({ after, take }) =>
      this.prisma.checkin.findMany({
        where: { userId, deletedAt: null, ...after },
        orderBy: { id: 'asc' },
        take,
        omit: { version: true },
        include: { revisions: true },
      }),
    );

    yield* sectionById('verifications', ({ after, take }) =>
      this.prisma.checkin.findMany({
        where: { verifiedByPartnerId: userId, deletedAt: null, ...after },
        orderBy: { id: 'asc' },
        take,
        select: { id: true, verifiedAt: true, verifierQuery: true },
      }),
    );

    yield* sectionById('reflections', ({ after, take }) =>
      this.prisma.reflection.findMany({
        where: { userId, ...after },
        orderBy: { id: 'asc' },
        take,
        omit: { version: true },
      }),
    );

    yield* sectionById('calendar_changes', ({ after, take }) =>
      this.calendarOf(userId, BigInt(after.id?.gt ?? 0), take),
    );
  }

  /** A partner's question is erased; that a check-in was verified stays, without the name of the user. */
  async erase(tx: Tx, userId: string): Promise<ErasedCounts> {
    const systems = await tx.system.findMany({
      where: { userId },
      orderBy: { id: 'asc' },
      take: rowsPerBatch,
      select: { id: true, userId: true, version: true, deletedAt: true },
    });

    await tx.system.deleteMany({ where: { id: { in: systems.map(({ id }) => id) } } });

    await this.events.publish(
      tx,
      systems
        .filter(({ deletedAt }) => deletedAt === null)
        .map((system) => systemDeleted({ ...system, version: system.version + 1n })),
    );

    const [reflections, verifications] = [
      await tx.sql.execute(
        'reflections_erase',
        `DELETE FROM reflections WHERE id IN (
           SELECT id FROM reflections WHERE user_id = $1::uuid LIMIT $2)`,
        [userId, rowsPerBatch],
      ),
      await tx.sql.execute(
        'verifications_erase',
        `UPDATE checkins
            SET verified_by_partner_id = NULL, verifier_query = CASE WHEN verifier_query IS NOT NULL THEN '' END
          WHERE id IN (SELECT id FROM checkins WHERE verified_by_partner_id = $1::uuid LIMIT $2)`,
        [userId, rowsPerBatch],
      ),
    ];

    return {
      systems_deleted: systems.length,
      reflections_deleted: reflections,
      verifications_anonymized: verifications,
      calendar_changes_deleted: await deleteCalendar(tx.sql, userId),
    };
  }

  /** The time zones and starts of the day of a user, by version. */
  private async calendarOf(userId: string, after: bigint, take: number) {
    const rows = await this.prisma.userCalendarChange.findMany({
      where: { userId, version: { gt: after } },
      orderBy: { version: 'asc' },
      take,
    });

    return rows.map(({ version, effectiveAt, timezone, dayStartsAtMinute }) => ({
      id: String(version),
      effectiveAt,
      timezone,
      dayStartsAtMinute,
    }));
  }
}
