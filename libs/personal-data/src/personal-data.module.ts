import { type DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { EventsModule } from '@tribe/events';
import { JobsModule } from '@tribe/jobs';
import { RpcModule } from '@tribe/rpc';
import { ErasePersonalDataJob } from './erase-personal-data.job';
import { ExportPersonalDataJob } from './export-personal-data.job';
import { dataExportConsumer } from './on-data-export-requested.consumer';
import { userErasedConsumer } from './on-user-erased.consumer';
import { OwnPersonalData } from './own-personal-data';

/** Requires the tables of `jobs` and `personal-data` in the service's schema (`tribe.migrations`). */
@Module({})
export class PersonalDataModule {
  /** @param erased `<service>-user-erased-v1` @param exported `<service>-data-export-v1` */
  static forService({ erased, exported }: { erased: string; exported: string }): DynamicModule {
    return {
      module: PersonalDataModule,
      imports: [DiscoveryModule, EventsModule, JobsModule, RpcModule],
      controllers: [userErasedConsumer(erased), dataExportConsumer(exported)],
      providers: [ErasePersonalDataJob, ExportPersonalDataJob, OwnPersonalData],
      exports: [OwnPersonalData],
    };
  }
}
