import { Injectable } from '@nestjs/common';
import { Scheduled } from '@tribe/jobs';
import { Clock, deleteInBites } from '@tribe/service-kit';
import { PrismaService } from '../prisma.service';

/** Somebody who opens an old mail is told that its link has expired, and not that it never was. */
const keptAfterExpiryMs = 30 * 86_400_000;

/** Deletes mails, and the addresses in them, in small bites. */
@Injectable()
export class PurgeAccountMailsJob {
  constructor(
    private readonly prisma: PrismaService,
    private readonly clock: Clock,
  ) {}

  @Scheduled({ name: 'identity-purge-account-mails-v1', cron: '27 * * * *' })
  async run(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - keptAfterExpiryMs);
    await deleteInBites(
      (limit) => this.prisma.$executeRaw`
        DELETE FROM account_mails
        WHERE id IN (SELECT id FROM account_mails WHERE expires_at < ${before} ORDER BY expires_at LIMIT ${limit})`,
    );
  }
}
