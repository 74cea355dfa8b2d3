import type { Type } from '@nestjs/common';
import { UserErasedSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import { ErasePersonalDataJob } from './erase-personal-data.job';

/**
 * Creates a consumer class per module, because each service has its own durable. Enqueues a job, because erasing may
 * take longer than handling an event may.
 */
export function userErasedConsumer(durable: string): Type {
  @Consumer()
  class OnUserErasedConsumer {
    constructor(private readonly job: ErasePersonalDataJob) {}

    @OnEvent(UserErasedSchema, { durable })
    async handle(
      { data }: ReceivedEvent<typeof UserErasedSchema>,
      { tx }: ConsumerContext,
    ): Promise<void> {
      await this.job.enqueue(tx, { erasureId: data.erasureId, userId: data.userId });
    }
  }
  return OnUserErasedConsumer;
}
