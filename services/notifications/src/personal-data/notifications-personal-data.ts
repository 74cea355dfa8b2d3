import {
  type ErasedCounts,
  type PersonalData,
  type PersonalDataPage,
  PersonalDataSource,
  sectionById,
} from '@tribe/personal-data';
import { Relationships } from '@tribe/projections';
import { PrismaService, type Tx } from '../prisma.service';

const rowsPerBatch = 500;

/** Exports and erases a user's notifications and preferences, and erases the notifications of others about the user. */
@PersonalDataSource()
export class NotificationsPersonalData implements PersonalData<Tx> {
  constructor(
    private readonly prisma: PrismaService,
    private readonly relationships: Relationships,
  ) {}

  /** Omits notifications about hidden users, because they would reveal a block. */
  async *exportFor(userId: string): AsyncIterable<PersonalDataPage> {
    const actorId = { notIn: await this.relationships.hiddenIdsOf(userId) };

    yield* sectionById('notifications', ({ after, take }) =>
      this.prisma.notification.findMany({
        where: { userId, OR: [{ actorId: null }, { actorId }], ...after },
        orderBy: { id: 'asc' },
        take,
        omit: { sourceEventId: true },
      }),
    );

    yield* sectionById('devices', ({ after, take }) =>
      this.prisma.device.findMany({
        where: { userId, ...after },
        orderBy: { id: 'asc' },
        take,
        omit: { userId: true },
      }),
    );

    const preferences = await this.prisma.notificationPreferences.findMany({ where: { userId } });
    yield { section: 'notification_preferences', rows: preferences };
  }

  /** Also erases the notifications of others about the user, because they contain the user's name. */
  async erase(tx: Tx, userId: string): Promise<ErasedCounts> {
    const own = await tx.sql.execute(
      'notifications_personal_data_erase',
      `DELETE FROM notifications WHERE id IN (
        SELECT id FROM notifications WHERE user_id = $1::uuid LIMIT $2)`,
      [userId, rowsPerBatch],
    );

    const aboutUser = await tx.sql.execute(
      'notifications_personal_data_erase_2',
      `DELETE FROM notifications WHERE id IN (
        SELECT id FROM notifications WHERE actor_id = $1::uuid LIMIT $2)`,
      [userId, rowsPerBatch],
    );

    const sources = await tx.sql.execute(
      'notification_sources_erase',
      `DELETE FROM notification_sources WHERE id IN (
        SELECT id FROM notification_sources WHERE user_id = $1::uuid OR actor_id = $1::uuid LIMIT $2)`,
      [userId, rowsPerBatch],
    );

    const devices = await tx.device.deleteMany({ where: { userId } });
    await tx.shownMessagePush.deleteMany({ where: { userId } });
    const { count } = await tx.notificationPreferences.deleteMany({ where: { userId } });

    return {
      notifications: own,
      notifications_of_others: aboutUser,
      notification_sources: sources,
      devices: devices.count,
      notification_preferences: count,
    };
  }
}
