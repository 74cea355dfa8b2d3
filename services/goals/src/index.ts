import { defineService } from '@tribe/service-kit';
import { AppModule } from './app.module';
import { goalsConfig } from './config';
import { PrismaService } from './prisma.service';

export const goals = defineService({
  name: 'goals',
  module: AppModule,
  config: goalsConfig,
  prisma: PrismaService,
});
