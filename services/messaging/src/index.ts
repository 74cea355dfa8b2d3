import { defineService } from '@tribe/service-kit';
import { AppModule } from './app.module';
import { messagingConfig } from './config';
import { PrismaService } from './prisma.service';

export const messaging = defineService({
  name: 'messaging',
  module: AppModule,
  config: messagingConfig,
  prisma: PrismaService,
});
