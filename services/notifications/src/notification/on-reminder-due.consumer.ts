import { ReminderDueSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { draftReminder } from './checkin-drafts.rules';
import { NotificationWriter } from './notification-writer';

/**
 * Notifies a user of a reminder at its time, unless the user has turned reminders off. A new reminder replaces an unread one
 * about the same goal or system.
 */
@Consumer()
export class OnReminderDueConsumer {
  constructor(private readonly writer: NotificationWriter) {}

  @OnEvent(ReminderDueSchema, { durable: 'notifications-reminders-v1' })
  async handle(
    { id, data }: ReceivedEvent<typeof ReminderDueSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const { userId } = data;

    const preferences = await tx.notificationPreferences.findUnique({
      where: { userId },
      select: { goalReminders: true },
    });

    if (preferences?.goalReminders === false) return;
    await this.writer.replace(tx, id, draftReminder(data));
  }
}
