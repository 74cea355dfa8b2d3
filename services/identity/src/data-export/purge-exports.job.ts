import { Injectable } from '@nestjs/common';
import { Scheduled } from '@tribe/jobs';
import { Clock, deleteInBites } from '@tribe/service-kit';
import { PrismaService } from '../prisma.service';

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
    await deleteInBites(
      (limit) => this.prisma.$executeRaw`
        DELETE FROM data_exports
        WHERE id IN (SELECT id FROM data_exports WHERE expires_at < ${now} ORDER BY expires_at LIMIT ${limit})`,
    );
  }
}
