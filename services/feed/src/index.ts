import { defineService } from '@tribe/service-kit';
import { AppModule } from './app.module';
import { feedConfig } from './config';
import { PrismaService } from './prisma.service';

export const feed = defineService({
  name: 'feed',
  module: AppModule,
  config: feedConfig,
  prisma: PrismaService,
});
