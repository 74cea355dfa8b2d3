import { StreakChangedSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import { Partnerships } from '@tribe/projections';
import type { Tx } from '../prisma.service';
import { draftStreakRestored } from './checkin-drafts.rules';
import { NotificationWriter } from './notification-writer';

@Consumer()
export class OnStreakChangedConsumer {
  constructor(
    private readonly writer: NotificationWriter,
    private readonly partnerships: Partnerships,
  ) {}

  @OnEvent(StreakChangedSchema, { durable: 'notifications-streaks-v1' })
  async handle(
    event: ReceivedEvent<typeof StreakChangedSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const { system } = event.data;
    if (!system) return;
    const partners = await this.partnerships.partnersOf(system.ownerId, tx.sql);
    const partnerIds = partners.map(({ partnerId }) => partnerId);
    await this.writer.replace(tx, event.id, draftStreakRestored(event.data, partnerIds));
  }
}
