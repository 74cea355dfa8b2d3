import type { Type } from '@nestjs/common';
import { DataExportRequestedSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import { ExportPersonalDataJob } from './export-personal-data.job';

/** Creates a consumer class per module, because each service has its own durable. */
export function dataExportConsumer(durable: string): Type {
  @Consumer()
  class OnDataExportRequestedConsumer {
    constructor(private readonly job: ExportPersonalDataJob) {}

    @OnEvent(DataExportRequestedSchema, { durable })
    async handle(
      { data }: ReceivedEvent<typeof DataExportRequestedSchema>,
      { tx }: ConsumerContext,
    ): Promise<void> {
      await this.job.enqueue(tx, { exportId: data.exportId, userId: data.userId });
    }
  }
  return OnDataExportRequestedConsumer;
}
