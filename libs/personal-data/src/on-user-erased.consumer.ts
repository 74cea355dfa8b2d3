import type { Type } from '@nestjs/common';
import { UserErasedSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import { ErasePersonalDataJob } from './erase-personal-data.job';

/** The durable differs per service, hence a class made per module. The erasing itself takes longer than one event may. */
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
