import { Injectable } from '@nestjs/common';
import { EmailDirectoryService, type MailAddress } from '@tribe/contracts';
import { DueJob, type DueJobOf, DueJobs } from '@tribe/jobs';
import { Calls, Rpc } from '@tribe/rpc';
import { Clock, id, InjectConfig } from '@tribe/service-kit';
import { z } from 'zod';
import type { NotificationsConfig } from '../config';
import { type MailContent, renderMail } from '../mail/mail-layout.rules';
import { Mailer } from '../mail/mailer';
import { PrismaService, type Tx } from '../prisma.service';
import { DailySummaries } from './daily-summary';
import { firstGoalContent, summaryContent, verificationsContent } from './digest-mail.rules';
import { VerificationDigest } from './verification-digest';

const kinds = ['verifications', 'daily_summary', 'first_goal'] as const;
const payload = z.object({ kind: z.enum(kinds), userId: id });

interface DigestMailRequest {
  readonly kind: (typeof kinds)[number];
  readonly userId: string;
  /** Tells the mails of a kind to a user apart. */
  readonly of: string;
}

/**
 * Sends a mail that a user has turned on. Reads the content and the address immediately before sending, so that nothing is
 * sent about what has happened meanwhile, and no address is stored.
 */
@Calls(EmailDirectoryService.method.getMailAddress)
@Injectable()
export class SendDigestMailJob {
  constructor(
    private readonly rpc: Rpc,
    private readonly mailer: Mailer,
    private readonly dueJobs: DueJobs,
    private readonly prisma: PrismaService,
    private readonly verifications: VerificationDigest,
    private readonly summaries: DailySummaries,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: NotificationsConfig,
  ) {}

  async enqueue(tx: Tx, { kind, userId, of }: DigestMailRequest): Promise<void> {
    await this.dueJobs.enqueue(tx, {
      kind: 'notifications-send-digest-mail-v1',
      key: `${kind}/${userId}/${of}`,
      runAt: this.clock.now(),
      payload: { kind, userId },
    });
  }

  @DueJob('notifications-send-digest-mail-v1', { maxAttempts: 14 })
  async run(job: DueJobOf<unknown>): Promise<void> {
    const { kind, userId } = payload.parse(job.payload);
    const preferences = await this.prisma.notificationPreferences.findUnique({ where: { userId } });
    if (!preferences?.emailEnabled) return;

    const directory = this.rpc.client(EmailDirectoryService);
    const { address } = await directory.getMailAddress({ userId }, { deadlineMs: 2_000 });
    if (!address) return;

    const content = await this.contentOf(kind, userId, address);
    if (!content) return;
    await this.mailer.send({ ...renderMail(content), to: address.email, id: job.id, kind });
  }

  /** Returns undefined when there is nothing to tell any more. */
  private async contentOf(
    kind: DigestMailRequest['kind'],
    userId: string,
    address: MailAddress,
  ): Promise<MailContent | undefined> {
    const recipient = { ...address, appUrl: this.config.APP_URL };

    switch (kind) {
      case 'verifications':
        return verificationsContent(recipient, await this.verifications.of(userId));
      case 'daily_summary':
        return summaryContent(recipient, await this.summaries.of(userId));
      case 'first_goal': {
        const candidate = await this.prisma.firstGoalCandidate.findUnique({ where: { userId } });
        return candidate && !candidate.hasGoal ? firstGoalContent(recipient) : undefined;
      }
    }
  }
}
