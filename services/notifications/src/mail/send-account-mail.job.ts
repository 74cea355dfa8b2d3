import { Injectable } from '@nestjs/common';
import { AccountMailService } from '@tribe/contracts';
import { DueJob, type DueJobOf, DueJobs } from '@tribe/jobs';
import { Calls, Rpc } from '@tribe/rpc';
import { id, Clock, InjectConfig } from '@tribe/service-kit';
import { z } from 'zod';
import type { NotificationsConfig } from '../config';
import type { Tx } from '../prisma.service';
import { accountMailContent, kindNames } from './account-mail.rules';
import { renderMail } from './mail-layout.rules';
import { Mailer } from './mailer';

const payload = z.object({ mailId: id });

/**
 * Sends an account mail. Reads its content and recipient from identity immediately before sending, so that a used link
 * is not sent and no addresses or tokens are stored here. Retries for about an hour and a half while identity or the
 * mail server is unavailable.
 */
@Calls(AccountMailService.method.getAccountMail)
@Injectable()
export class SendAccountMailJob {
  constructor(
    private readonly rpc: Rpc,
    private readonly mailer: Mailer,
    private readonly dueJobs: DueJobs,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: NotificationsConfig,
  ) {}

  async enqueue(tx: Tx, mailId: string): Promise<void> {
    const job = { kind: 'notifications-send-account-mail-v1', key: mailId, payload: { mailId } };
    await this.dueJobs.enqueue(tx, { ...job, runAt: this.clock.now() });
  }

  @DueJob('notifications-send-account-mail-v1', { maxAttempts: 14 })
  async run(job: DueJobOf<unknown>): Promise<void> {
    const { mailId } = payload.parse(job.payload);

    const { mail } = await this.rpc
      .client(AccountMailService)
      .getAccountMail({ mailId }, { deadlineMs: 2_000 });

    if (!mail) return;
    const content = accountMailContent(mail, this.config.APP_URL);
    if (!content) throw new Error(`Unknown kind of account mail: ${mail.kind}`);

    await this.mailer.send({
      ...renderMail(content),
      to: mail.toAddress,
      id: mailId,
      kind: kindNames[mail.kind],
    });
  }
}
