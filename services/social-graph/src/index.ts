import { defineService } from '@tribe/service-kit';
import { AppModule } from './app.module';
import { socialGraphConfig } from './config';
import { PrismaService } from './prisma.service';

export const socialGraph = defineService({
  name: 'social-graph',
  module: AppModule,
  config: socialGraphConfig,
  prisma: PrismaService,
});
