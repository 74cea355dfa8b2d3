import { Injectable } from '@nestjs/common';
import { Relationships } from '@tribe/projections';
import { Database } from '@tribe/service-kit';
import { NotificationViews } from '../notification/notification-views';
import { countUnread, listChanged } from '../notification/notification.queries';
import { notificationChangesView } from './notification-changes.view';

const maxNotifications = 50;

/** Tells which notifications of a user were created or read since a transaction. */
@Injectable()
export class NotificationChanges {
  constructor(
    private readonly database: Database,
    private readonly relationships: Relationships,
    private readonly views: NotificationViews,
  ) {}

  /** @param since undefined for the newest notifications */
  async since(userId: string, since: bigint | undefined) {
    const hiddenIds = await this.relationships.hiddenIdsOf(userId);
    const filter = { userId, hiddenIds };

    const [rows, unread] = await Promise.all([
      // One more tells that further ones follow.
      listChanged(this.database, filter, since ?? 0n, maxNotifications + 1),
      countUnread(this.database, userId, hiddenIds),
    ]);

    const shown = await this.views.of(rows.slice(0, maxNotifications));
    const hasGap = rows.length > maxNotifications;

    return notificationChangesView(shown, { isReset: since === undefined, hasGap, unread });
  }
}
