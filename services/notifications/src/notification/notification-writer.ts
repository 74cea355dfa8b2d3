import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { Injectable } from '@nestjs/common';
import { NotificationCreatedSchema } from '@tribe/contracts';
import { EventPublisher, eventOf } from '@tribe/events';
import { Clock, newId } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import type { NotificationDraft } from './notification-drafts.rules';
import { notificationTypes } from './notification-types';

/** Turns drafts into rows and tells the world, inside the transaction of the event that caused them. */
@Injectable()
export class NotificationWriter {
  constructor(
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  async write(tx: Tx, sourceEventId: string, drafts: readonly NotificationDraft[]): Promise<void> {
    if (drafts.length === 0) return;
    const createdAt = this.clock.now();
    const rows = drafts.map((draft) => ({
      ...draft,
      id: newId(),
      category: notificationTypes[draft.type].category,
      sourceEventId,
      createdAt,
    }));
    await tx.notification.createMany({ data: rows });
    await this.events.publish(
      tx,
      rows.map((row) =>
        eventOf(NotificationCreatedSchema, {
          entityId: row.id,
          entityVersion: 1,
          data: {
            id: row.id,
            userId: row.userId,
            notificationType: row.type,
            title: row.title,
            message: row.message,
            actionUrl: row.actionUrl,
            createdAt: timestampFromDate(createdAt),
          },
        }),
      ),
    );
  }

  /** Takes back what was said about a thing that is no more. */
  async withdraw(tx: Tx, targetType: NotificationDraft['targetType'], targetId: string): Promise<void> {
    await tx.notification.deleteMany({ where: { targetType, targetId } });
  }
}
