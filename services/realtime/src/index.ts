import { defineService } from '@tribe/service-kit';
import { AppModule } from './app.module';
import { realtimeConfig } from './config';
import { EventStreams } from './connection/event-streams';

export const realtime = defineService({
  name: 'realtime',
  module: AppModule,
  config: realtimeConfig,
  http: (fastify, app) => app.get(EventStreams).mount(fastify),
});
