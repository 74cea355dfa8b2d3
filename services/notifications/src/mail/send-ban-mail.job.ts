import { Injectable } from '@nestjs/common';
import {
  BanNoticeService,
  EmailDirectoryService,
  type GetBanNoticeResponse,
} from '@tribe/contracts';
import { DueJob, type DueJobOf, DueJobs } from '@tribe/jobs';
import { Calls, Rpc } from '@tribe/rpc';
import { AppError, Clock, id, InjectConfig } from '@tribe/service-kit';
import { z } from 'zod';
import type { NotificationsConfig } from '../config';
import type { Tx } from '../prisma.service';
import { banMailContent } from './ban-mail.rules';
import { renderMail } from './mail-layout.rules';
import { Mailer } from './mailer';

const payload = z.object({ actionId: id });
const deadlineMs = 2_000;

/**
 * Tells a banned user about the ban, and how to appeal. Reads the decision, the token and the address immediately before
 * sending; none of them is stored.
 */
@Calls(BanNoticeService.method.getBanNotice, EmailDirectoryService.method.getMailAddress)
@Injectable()
export class SendBanMailJob {
  constructor(
    private readonly rpc: Rpc,
    private readonly mailer: Mailer,
    private readonly dueJobs: DueJobs,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: NotificationsConfig,
  ) {}

  async enqueue(tx: Tx, actionId: string): Promise<void> {
    const job = { kind: 'notifications-send-ban-mail-v1', key: actionId, payload: { actionId } };
    await this.dueJobs.enqueue(tx, { ...job, runAt: this.clock.now() });
  }

  @DueJob('notifications-send-ban-mail-v1', { maxAttempts: 14 })
  async run(job: DueJobOf<unknown>): Promise<void> {
    const { actionId } = payload.parse(job.payload);
    const notice = await this.find(actionId);
    if (!notice) return;

    const directory = this.rpc.client(EmailDirectoryService);
    const request = { userId: notice.userId, alsoBanned: true };
    const { address } = await directory.getMailAddress(request, { deadlineMs });
    if (!address) return;

    const mail = renderMail(banMailContent(notice, address, this.config.APP_URL));
    await this.mailer.send({ ...mail, to: address.email, id: actionId, kind: 'ban' });
  }

  /** Returns undefined for a ban that was lifted. */
  private async find(actionId: string): Promise<GetBanNoticeResponse | undefined> {
    try {
      return await this.rpc.client(BanNoticeService).getBanNotice({ actionId }, { deadlineMs });
    } catch (error) {
      if (error instanceof AppError && error.code === 'MODERATION_ACTION_NOT_FOUND')
        return undefined;
      throw error;
    }
  }
}
