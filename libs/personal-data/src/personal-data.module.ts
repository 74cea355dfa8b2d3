import { type DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { EventsModule } from '@tribe/events';
import { JobsModule } from '@tribe/jobs';
import { RpcModule } from '@tribe/rpc';
import { ErasePersonalDataJob } from './erase-personal-data.job';
import { userErasedConsumer } from './on-user-erased.consumer';
import { OwnPersonalData } from './own-personal-data';

/** For a service whose schema holds the tables of jobs and personal-data (`tribe.migrations`). */
@Module({})
export class PersonalDataModule {
  /** @param durable `<service>-user-erased-v1` */
  static forService({ durable }: { durable: string }): DynamicModule {
    return {
      module: PersonalDataModule,
      imports: [DiscoveryModule, EventsModule, JobsModule, RpcModule],
      controllers: [userErasedConsumer(durable)],
      providers: [ErasePersonalDataJob, OwnPersonalData],
      exports: [OwnPersonalData],
    };
  }
}
