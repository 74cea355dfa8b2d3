import {
  ModerationActionKind,
  ModerationActionTakenSchema,
  ModerationAppealDecidedSchema,
  ReportsReviewedSchema,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import { SendBanMailJob } from '../mail/send-ban-mail.job';
import type { Tx } from '../prisma.service';
import {
  draftAppealDecided,
  draftModerationDecision,
  draftReportsReviewed,
} from './moderation-drafts.rules';
import { NotificationWriter } from './notification-writer';

/** Notifies the subjects of decisions and appeals, and the reporters. A banned user, who cannot log in, also gets a mail. */
@Consumer()
export class OnModerationConsumer {
  constructor(
    private readonly writer: NotificationWriter,
    private readonly banMails: SendBanMailJob,
  ) {}

  @OnEvent(ModerationActionTakenSchema, { durable: 'notifications-moderation-action-v1' })
  async handleAction(
    { id, data: { action } }: ReceivedEvent<typeof ModerationActionTakenSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    if (!action) return;
    await this.writer.write(tx, id, draftModerationDecision(action));
    if (action.kind === ModerationActionKind.BAN_USER) await this.banMails.enqueue(tx, action.id);
  }

  @OnEvent(ModerationAppealDecidedSchema, { durable: 'notifications-moderation-appeal-v1' })
  async handleAppeal(
    { id, data }: ReceivedEvent<typeof ModerationAppealDecidedSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    await this.writer.write(tx, id, draftAppealDecided(data));
  }

  @OnEvent(ReportsReviewedSchema, { durable: 'notifications-reports-reviewed-v1' })
  async handleReports(
    { id, data }: ReceivedEvent<typeof ReportsReviewedSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    await this.writer.write(tx, id, draftReportsReviewed(data));
  }
}
