import { type DynamicModule, Module } from '@nestjs/common';
import { EventsModule } from '@tribe/events';
import { moderationMuteProjection } from './moderation-mute.projection';
import { ModerationMutes } from './moderation-mutes';

@Module({})
export class ModerationMutesModule {
  static forService({ durable }: { durable: string }): DynamicModule {
    return {
      module: ModerationMutesModule,
      imports: [EventsModule],
      controllers: [moderationMuteProjection(durable)],
      providers: [ModerationMutes],
      exports: [ModerationMutes],
    };
  }
}
