import { Injectable } from '@nestjs/common';
import { UserCards } from '@tribe/projections';
import { Clock } from '@tribe/service-kit';
import type { NotificationRow } from './notification.queries';
import { notificationView } from './notification.view';

/** Shows notifications with the users who caused them. */
@Injectable()
export class NotificationViews {
  constructor(
    private readonly cards: UserCards,
    private readonly clock: Clock,
  ) {}

  async of(rows: readonly NotificationRow[]) {
    const actorIds = new Set(rows.flatMap(({ actorId }) => actorId ?? []));
    const actors = await this.cards.get([...actorIds]);
    const now = this.clock.now();

    return rows.map((row) =>
      notificationView(row, row.actorId ? actors.get(row.actorId) : undefined, now),
    );
  }
}
