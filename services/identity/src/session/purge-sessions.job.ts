import { Injectable } from '@nestjs/common';
import { Scheduled } from '@tribe/jobs';
import { Clock, deleteInBites } from '@tribe/service-kit';
import { PrismaService } from '../prisma.service';

/** An access token made in the last minute of a session outlives it by an hour, and asks for it. */
const keptAfterExpiryMs = 86_400_000;

/** Deletes sessions that expired, and with them their refresh tokens, in small bites. */
@Injectable()
export class PurgeSessionsJob {
  constructor(
    private readonly prisma: PrismaService,
    private readonly clock: Clock,
  ) {}

  @Scheduled({ name: 'identity-purge-sessions-v1', cron: '17 * * * *' })
  async run(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - keptAfterExpiryMs);
    await deleteInBites(
      (limit) => this.prisma.$executeRaw`
        DELETE FROM sessions
        WHERE id IN (SELECT id FROM sessions WHERE expires_at < ${before} ORDER BY expires_at LIMIT ${limit})`,
    );
  }
}
