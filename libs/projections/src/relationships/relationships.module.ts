import { type DynamicModule, Module } from '@nestjs/common';
import { EventsModule } from '@tribe/events';
import { RpcModule } from '@tribe/rpc';
import { blockProjection } from './block.projection';
import { RelationOwner } from './relation-owner';
import { relationshipProjection } from './relationship.projection';
import { Relationships } from './relationships';

@Module({})
export class RelationshipsModule {
  /**
   * @param durable projects friendships: `goals-relationships-v1`
   * @param blocks durable that projects blocks: `goals-blocks-v1`
   */
  static forService({ durable, blocks }: { durable: string; blocks: string }): DynamicModule {
    return {
      module: RelationshipsModule,
      imports: [EventsModule, RpcModule],
      controllers: [relationshipProjection(durable), blockProjection(blocks)],
      providers: [Relationships, RelationOwner],
      exports: [Relationships],
    };
  }
}
