import { AccountMailRequestedSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { SendAccountMailJob } from './send-account-mail.job';

/** Enqueues a job for the mail, because consumers do not call other systems. */
@Consumer()
export class OnAccountMailRequestedConsumer {
  constructor(private readonly job: SendAccountMailJob) {}

  @OnEvent(AccountMailRequestedSchema, { durable: 'notifications-account-mail-v1' })
  async handle(
    { data }: ReceivedEvent<typeof AccountMailRequestedSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    await this.job.enqueue(tx, data.mailId);
  }
}
