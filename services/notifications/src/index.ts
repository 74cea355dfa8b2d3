import { defineService } from '@tribe/service-kit';
import { AppModule } from './app.module';
import { notificationsConfig } from './config';
import { PrismaService } from './prisma.service';

export const notifications = defineService({
  name: 'notifications',
  module: AppModule,
  config: notificationsConfig,
  prisma: PrismaService,
});
