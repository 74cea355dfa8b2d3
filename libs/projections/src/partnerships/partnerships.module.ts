import { type DynamicModule, Module } from '@nestjs/common';
import { EventsModule } from '@tribe/events';
import { partnershipPairProjection } from './partnership-pair.projection';
import { Partnerships } from './partnerships';

@Module({})
export class PartnershipsModule {
  static forService({ durable }: { durable: string }): DynamicModule {
    return {
      module: PartnershipsModule,
      imports: [EventsModule],
      controllers: [partnershipPairProjection(durable)],
      providers: [Partnerships],
      exports: [Partnerships],
    };
  }
}
