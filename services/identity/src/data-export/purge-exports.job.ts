import { Injectable } from '@nestjs/common';
import { Scheduled } from '@tribe/jobs';
import { Clock } from '@tribe/service-kit';
import { PrismaService } from '../prisma.service';

const batchSize = 50;

/** Deletes archives that can no longer be fetched, and exports that were never finished. */
@Injectable()
export class PurgeExportsJob {
  constructor(
    private readonly prisma: PrismaService,
    private readonly clock: Clock,
  ) {}

  @Scheduled({ name: 'identity-purge-exports-v1', cron: '37 * * * *' })
  async run(): Promise<void> {
    const now = this.clock.now();
    for (;;) {
      const deleted = await this.prisma.$executeRaw`
        DELETE FROM data_exports
        WHERE id IN (SELECT id FROM data_exports WHERE expires_at < ${now} ORDER BY expires_at LIMIT ${batchSize})`;
      if (deleted < batchSize) return;
    }
  }
}
