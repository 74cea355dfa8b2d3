import { defineService } from '@tribe/service-kit';
import { AppModule } from './app.module';
import { mediaConfig } from './config';
import { PrismaService } from './prisma.service';

export const media = defineService({
  name: 'media',
  module: AppModule,
  config: mediaConfig,
  prisma: PrismaService,
});
