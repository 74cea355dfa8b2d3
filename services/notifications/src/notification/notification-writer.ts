import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { Injectable } from '@nestjs/common';
import { NotificationCreatedSchema } from '@tribe/contracts';
import { EventPublisher, eventOf } from '@tribe/events';
import { Mutes, Relationships, UserCards } from '@tribe/projections';
import { Clock, newId } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import type { NotificationDraft } from './notification-drafts.rules';
import { NotificationPushes } from './notification-pushes';
import { languageOf } from './notification-text.rules';
import { type NotificationTypeName, notificationTypes } from './notification-types';
import { insertNotifications, type NewNotification } from './notification.writes';

/**
 * Writes and publishes notifications in the transaction of the event that caused them, each in the language of its
 * recipient.
 */
@Injectable()
export class NotificationWriter {
  constructor(
    private readonly events: EventPublisher,
    private readonly clock: Clock,
    private readonly relationships: Relationships,
    private readonly mutes: Mutes,
    private readonly pushes: NotificationPushes,
    private readonly cards: UserCards,
  ) {}

  /** @param isSilent whether the notification is only listed and not pushed to devices */
  async write(
    tx: Tx,
    sourceEventId: string,
    drafts: readonly NotificationDraft[],
    { isSilent = false } = {},
  ): Promise<void> {
    const deliverable = await this.filterDeliverable(tx, drafts);
    if (deliverable.length === 0) return;
    const createdAt = this.clock.now();

    const userIds = deliverable.map(({ userId }) => userId);
    const locales = await this.cards.localesOf(userIds, tx.sql);

    const rows = deliverable.map(({ text, ...draft }) => ({
      ...draft,
      ...text(languageOf(locales.get(draft.userId))),
      id: newId(),
      category: notificationTypes[draft.type].category,
      sourceEventId,
      createdAt,
    }));

    const created = rows.map((row) => this.events.prepare(notificationCreated(row)));
    await insertNotifications(tx.sql, this.events, rows, created);
    if (!isSilent) await this.pushes.enqueue(tx, rows);
  }

  /**
   * Removes drafts for users from whom the actor is hidden, and for users who muted the actor. All drafts must have the
   * same actor.
   */
  private async filterDeliverable(
    tx: Tx,
    drafts: readonly NotificationDraft[],
  ): Promise<readonly NotificationDraft[]> {
    const actorId = drafts[0]?.actorId;
    if (!actorId) return drafts;
    const recipients = drafts.map(({ userId }) => userId).filter((userId) => userId !== actorId);

    const [hidden, muters] = await Promise.all([
      this.relationships.filterHidden(actorId, recipients, tx.sql),
      this.mutes.filterMuters(actorId, recipients, tx.sql),
    ]);

    return drafts.filter(({ userId }) => !hidden.has(userId) && !muters.has(userId));
  }

  /** Like {@link write}, and deletes unread notifications of the same type about the same target, which are out of date. */
  async replace(
    tx: Tx,
    sourceEventId: string,
    drafts: readonly NotificationDraft[],
    options: { isSilent?: boolean } = {},
  ): Promise<void> {
    for (const { userId, type, targetType, targetId } of drafts)
      await tx.notification.deleteMany({
        where: { userId, type, targetType, targetId, readAt: null },
      });

    await this.write(tx, sourceEventId, drafts, options);
  }

  /** Deletes the notifications about a target, optionally only those of one recipient or actor, or of some types. */
  async withdraw(
    tx: Tx,
    targetType: NotificationDraft['targetType'],
    targetId: string,
    {
      types,
      ...only
    }: Partial<Pick<NotificationDraft, 'userId' | 'actorId' | 'type'>> & {
      types?: readonly NotificationTypeName[];
    } = {},
  ): Promise<void> {
    const ofTypes = types && { type: { in: [...types] } };
    await tx.notification.deleteMany({ where: { targetType, targetId, ...only, ...ofTypes } });
  }
}

function notificationCreated(notification: NewNotification) {
  const { id, userId, type, title, message, actionUrl, actorId, createdAt } = notification;

  return eventOf(NotificationCreatedSchema, {
    entityId: id,
    entityVersion: 1,
    data: {
      id,
      userId,
      notificationType: type,
      title,
      message,
      actionUrl,
      createdAt: timestampFromDate(createdAt),
      ...(actorId && { actorId }),
    },
  });
}
