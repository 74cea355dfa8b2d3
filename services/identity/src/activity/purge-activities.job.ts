import { Injectable } from '@nestjs/common';
import { Scheduled } from '@tribe/jobs';
import { Clock, InjectConfig, deleteInBites } from '@tribe/service-kit';
import type { IdentityConfig } from '../config';
import { PrismaService } from '../prisma.service';

const dayMs = 86_400_000;

/** Deletes what the log keeps no longer, in small bites. */
@Injectable()
export class PurgeActivitiesJob {
  constructor(
    private readonly prisma: PrismaService,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: IdentityConfig,
  ) {}

  @Scheduled({ name: 'identity-purge-activities-v1', cron: '41 3 * * *' })
  async run(): Promise<void> {
    const before = new Date(
      this.clock.now().getTime() - this.config.ACTIVITY_RETENTION_DAYS * dayMs,
    );
    await deleteInBites(
      (limit) => this.prisma.$executeRaw`
        DELETE FROM user_activities
        WHERE id IN (SELECT id FROM user_activities WHERE created_at < ${before} ORDER BY created_at LIMIT ${limit})`,
    );
  }
}
