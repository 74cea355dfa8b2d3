import { type DynamicModule, Module } from '@nestjs/common';
import { EventsModule } from '@tribe/events';
import { muteProjection } from './mute.projection';
import { Mutes } from './mutes';

@Module({})
export class MutesModule {
  static forService({ durable }: { durable: string }): DynamicModule {
    return {
      module: MutesModule,
      imports: [EventsModule],
      controllers: [muteProjection(durable)],
      providers: [Mutes],
      exports: [Mutes],
    };
  }
}
