import { Injectable } from '@nestjs/common';
import { Scheduled } from '@tribe/jobs';
import { Clock, deleteInBites } from '@tribe/service-kit';
import { PrismaService } from '../prisma.service';

/** Deletes challenges nobody answered, in small bites. */
@Injectable()
export class PurgePasskeyChallengesJob {
  constructor(
    private readonly prisma: PrismaService,
    private readonly clock: Clock,
  ) {}

  @Scheduled({ name: 'identity-purge-passkey-challenges-v1', cron: '47 * * * *' })
  async run(): Promise<void> {
    const now = this.clock.now();
    await deleteInBites(
      (limit) => this.prisma.$executeRaw`
        DELETE FROM passkey_challenges
        WHERE id IN (SELECT id FROM passkey_challenges WHERE expires_at < ${now} ORDER BY expires_at LIMIT ${limit})`,
    );
  }
}
