import { type DynamicModule, Module } from '@nestjs/common';
import { EventsModule } from '@tribe/events';
import { RpcModule } from '@tribe/rpc';
import { RelationOwner } from '../relationships/relation-owner';
import { partnershipPairProjection } from './partnership-pair.projection';
import { Partnerships } from './partnerships';

@Module({})
export class PartnershipsModule {
  static forService({ durable }: { durable: string }): DynamicModule {
    return {
      module: PartnershipsModule,
      imports: [EventsModule, RpcModule],
      controllers: [partnershipPairProjection(durable)],
      providers: [Partnerships, RelationOwner],
      exports: [Partnerships],
    };
  }
}
