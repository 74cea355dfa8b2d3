import { Injectable } from '@nestjs/common';
import { Relationships } from '@tribe/projections';
import { AppError, type Caller, Clock, Database, Pages } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Prisma } from '../generated/prisma/client';
import { PrismaService } from '../prisma.service';
import { NotificationViews } from './notification-views';
import type { ListNotificationsQuery, NotificationListResponse } from './notification.dto';
import {
  countNotifications,
  countUnread,
  listNotifications,
  type NotificationFilter,
} from './notification.queries';

/**
 * The notifications of the caller. Every statement filters by the caller and omits notifications about hidden users, so
 * that any other notification looks like an unknown one.
 */
@Injectable()
export class NotificationService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly database: Database,
    private readonly views: NotificationViews,
    private readonly relationships: Relationships,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async listNotifications(
    caller: Caller,
    query: ListNotificationsQuery,
  ): Promise<NotificationListResponse> {
    const hiddenIds = await this.relationships.hiddenIdsOf(caller.userId);
    const filter = filterOf(caller, query, hiddenIds);

    const [{ rows, pagination }, unread] = await Promise.all([
      this.pages.read('notifications', query, {
        rows: (window) => listNotifications(this.database, filter, window),
        total: () => countNotifications(this.database, filter),
        position: ({ id }) => ({ id }),
      }),
      countUnread(this.database, caller.userId, hiddenIds),
    ]);

    return {
      notifications: await this.views.of(rows),
      pagination: { ...pagination, unread_count: unread },
    };
  }

  async getUnreadCount(caller: Caller): Promise<{ unread_count: number }> {
    return { unread_count: await this.countUnread(caller) };
  }

  /** Keeps the time of the first call when called again. */
  async markRead(
    caller: Caller,
    id: string,
  ): Promise<{ id: string; is_read: true; read_at: string }> {
    const where = { id, ...(await this.visibleTo(caller)) };

    await this.prisma.notification.updateMany({
      where: { ...where, readAt: null },
      data: { readAt: this.clock.now() },
    });

    const row = await this.prisma.notification.findFirst({ where, select: { readAt: true } });
    if (!row?.readAt) throw new AppError(errors.NOTIFICATION_NOT_FOUND);

    return { id, is_read: true, read_at: row.readAt.toISOString() };
  }

  async markAllRead(caller: Caller): Promise<{ updated_count: number; unread_count: number }> {
    const { count } = await this.prisma.notification.updateMany({
      where: { ...(await this.visibleTo(caller)), readAt: null },
      data: { readAt: this.clock.now() },
    });
    return { updated_count: count, unread_count: await this.countUnread(caller) };
  }

  async deleteNotification(caller: Caller, id: string): Promise<void> {
    const { count } = await this.prisma.notification.deleteMany({
      where: { id, ...(await this.visibleTo(caller)) },
    });
    if (count === 0) throw new AppError(errors.NOTIFICATION_NOT_FOUND);
  }

  private async countUnread({ userId }: Caller): Promise<number> {
    return countUnread(this.database, userId, await this.relationships.hiddenIdsOf(userId));
  }

  private async visibleTo({ userId }: Caller): Promise<Prisma.NotificationWhereInput> {
    const hidden = await this.relationships.hiddenIdsOf(userId);
    return hidden.length === 0
      ? { userId }
      : { userId, OR: [{ actorId: null }, { actorId: { notIn: hidden } }] };
  }
}

function filterOf(
  { userId }: Caller,
  { filter, unread_only: unreadOnly }: ListNotificationsQuery,
  hiddenIds: readonly string[],
): NotificationFilter {
  return { userId, category: filter === 'all' ? null : filter, unreadOnly, hiddenIds };
}
