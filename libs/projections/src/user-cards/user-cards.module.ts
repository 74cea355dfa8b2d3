import { type DynamicModule, Module } from '@nestjs/common';
import { EventsModule } from '@tribe/events';
import { RpcModule } from '@tribe/rpc';
import { userCardProjection } from './user-card.projection';
import { UserCards } from './user-cards';

@Module({})
export class UserCardsModule {
  static forService({ durable }: { durable: string }): DynamicModule {
    return {
      module: UserCardsModule,
      imports: [EventsModule, RpcModule],
      controllers: [userCardProjection(durable)],
      providers: [UserCards],
      exports: [UserCards],
    };
  }
}
