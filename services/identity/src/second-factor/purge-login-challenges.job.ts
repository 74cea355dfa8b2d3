import { Injectable } from '@nestjs/common';
import { Scheduled } from '@tribe/jobs';
import { Clock, deleteInBites } from '@tribe/service-kit';
import { PrismaService } from '../prisma.service';

/** Deletes log-ins that were never finished, in small bites. */
@Injectable()
export class PurgeLoginChallengesJob {
  constructor(
    private readonly prisma: PrismaService,
    private readonly clock: Clock,
  ) {}

  @Scheduled({ name: 'identity-purge-login-challenges-v1', cron: '37 * * * *' })
  async run(): Promise<void> {
    const now = this.clock.now();
    await deleteInBites(
      (limit) => this.prisma.$executeRaw`
        DELETE FROM login_challenges
        WHERE id IN (SELECT id FROM login_challenges WHERE expires_at < ${now} ORDER BY expires_at LIMIT ${limit})`,
    );
  }
}
