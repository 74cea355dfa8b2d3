import { Injectable } from '@nestjs/common';
import { Scheduled } from '@tribe/jobs';
import { Clock, deleteInBites } from '@tribe/service-kit';
import { PrismaService } from '../prisma.service';

/** Longer than the clock of a provider may differ from ours. */
const keptAfterExpiryMs = 10 * 60_000;

/** Forgets id tokens that would be refused anyway, in small bites. */
@Injectable()
export class PurgeIdTokensJob {
  constructor(
    private readonly prisma: PrismaService,
    private readonly clock: Clock,
  ) {}

  @Scheduled({ name: 'identity-purge-id-tokens-v1', cron: '57 * * * *' })
  async run(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - keptAfterExpiryMs);
    await deleteInBites(
      (limit) => this.prisma.$executeRaw`
        DELETE FROM used_id_tokens WHERE token_hash IN
          (SELECT token_hash FROM used_id_tokens WHERE expires_at < ${before} ORDER BY expires_at LIMIT ${limit})`,
    );
  }
}
