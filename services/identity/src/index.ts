import { defineService } from '@tribe/service-kit';
import { AppModule } from './app.module';
import { identityConfig } from './config';
import { PrismaService } from './prisma.service';

export const identity = defineService({
  name: 'identity',
  module: AppModule,
  config: identityConfig,
  prisma: PrismaService,
});
