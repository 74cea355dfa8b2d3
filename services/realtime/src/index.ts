import { defineService } from '@tribe/service-kit';
import { AppModule } from './app.module';
import { realtimeConfig } from './config';

export const realtime = defineService({
  name: 'realtime',
  module: AppModule,
  config: realtimeConfig,
});
