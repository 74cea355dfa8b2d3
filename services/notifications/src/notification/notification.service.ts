import { Injectable } from '@nestjs/common';
import { Relationships, UserCards } from '@tribe/projections';
import { AppError, type Caller, Clock, Cursors, paginated } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Prisma } from '../generated/prisma/client';
import { PrismaService } from '../prisma.service';
import type { ListNotificationsQuery, NotificationListResponse } from './notification.dto';
import {
  type NotificationFilter,
  NotificationQueries,
  type NotificationRow,
} from './notification.queries';
import { toNotificationResponse } from './notification.view';

const cursorList = 'notifications';

/**
 * A person's own notification list. Every statement names the caller, so another's row is like one that is not there;
 * so is what somebody did who is hidden from the caller, for as long as they are.
 */
@Injectable()
export class NotificationService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly queries: NotificationQueries,
    private readonly cards: UserCards,
    private readonly relationships: Relationships,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  async listNotifications(
    caller: Caller,
    query: ListNotificationsQuery,
  ): Promise<NotificationListResponse> {
    const { page, limit, cursor } = query;
    const hiddenIds = await this.relationships.hiddenIdsOf(caller.userId);
    const filter: NotificationFilter = {
      userId: caller.userId,
      category: query.filter === 'all' ? null : query.filter,
      unreadOnly: query.unread_only,
      hiddenIds,
    };
    const afterId = cursor === undefined ? null : this.cursors.decode(cursorList, cursor).id;
    const offset = afterId === null ? (page - 1) * limit : 0;
    const [found, total, unread] = await Promise.all([
      // One row more than asked tells whether another page follows.
      this.queries.list(filter, { afterId, offset, limit: limit + 1 }),
      this.queries.count(filter),
      this.queries.countUnread(caller.userId, hiddenIds),
    ]);
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    const nextCursor = last ? this.cursors.encode(cursorList, { id: last.id }) : null;
    return {
      notifications: await this.present(rows),
      pagination: { ...paginated({ page, limit, total, nextCursor }), unread_count: unread },
    };
  }

  async getUnreadCount(caller: Caller): Promise<{ unread_count: number }> {
    return { unread_count: await this.countUnread(caller) };
  }

  /** Reading is monotonic: reading again keeps the first time. */
  async markRead(
    caller: Caller,
    id: string,
  ): Promise<{ id: string; is_read: true; read_at: string }> {
    const mine = { id, ...(await this.visibleTo(caller)) };
    await this.prisma.notification.updateMany({
      where: { ...mine, readAt: null },
      data: { readAt: this.clock.now() },
    });
    const row = await this.prisma.notification.findFirst({ where: mine, select: { readAt: true } });
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
    return this.queries.countUnread(userId, await this.relationships.hiddenIdsOf(userId));
  }

  private async visibleTo({ userId }: Caller): Promise<Prisma.NotificationWhereInput> {
    const hidden = await this.relationships.hiddenIdsOf(userId);
    return hidden.length === 0
      ? { userId }
      : { userId, OR: [{ actorId: null }, { actorId: { notIn: hidden } }] };
  }

  private async present(rows: readonly NotificationRow[]) {
    const actorIds = new Set(rows.flatMap(({ actorId }) => actorId ?? []));
    const actors = await this.cards.get([...actorIds]);
    const now = this.clock.now();
    return rows.map((row) =>
      toNotificationResponse(row, row.actorId ? actors.get(row.actorId) : undefined, now),
    );
  }
}
