import { type DynamicModule, Module } from '@nestjs/common';
import { EventsModule } from '@tribe/events';
import { relationshipProjection } from './relationship.projection';
import { Relationships } from './relationships';

@Module({})
export class RelationshipsModule {
  static forService({ durable }: { durable: string }): DynamicModule {
    return {
      module: RelationshipsModule,
      imports: [EventsModule],
      controllers: [relationshipProjection(durable)],
      providers: [Relationships],
      exports: [Relationships],
    };
  }
}
