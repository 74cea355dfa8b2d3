import { Injectable } from '@nestjs/common';
import {
  type GetPartnershipInvitationResponse,
  PartnershipInvitationService,
} from '@tribe/contracts';
import { DueJob, type DueJobOf, DueJobs } from '@tribe/jobs';
import { Calls, Rpc } from '@tribe/rpc';
import { id, AppError, Clock, InjectConfig } from '@tribe/service-kit';
import { z } from 'zod';
import type { NotificationsConfig } from '../config';
import type { Tx } from '../prisma.service';
import { renderMail } from './mail-layout.rules';
import { Mailer } from './mailer';
import { partnershipInvitationContent } from './partnership-mail.rules';

const payload = z.object({ invitationId: id });

/**
 * Sends a partnership invitation. Reads address and token from social-graph immediately before sending; neither is
 * stored.
 */
@Calls(PartnershipInvitationService.method.getPartnershipInvitation)
@Injectable()
export class SendPartnershipInvitationJob {
  constructor(
    private readonly rpc: Rpc,
    private readonly mailer: Mailer,
    private readonly dueJobs: DueJobs,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: NotificationsConfig,
  ) {}

  async enqueue(tx: Tx, invitationId: string): Promise<void> {
    const job = {
      kind: 'notifications-send-partnership-invitation-v1',
      key: invitationId,
      payload: { invitationId },
    };
    await this.dueJobs.enqueue(tx, { ...job, runAt: this.clock.now() });
  }

  @DueJob('notifications-send-partnership-invitation-v1', { maxAttempts: 14 })
  async run(job: DueJobOf<unknown>): Promise<void> {
    const { invitationId } = payload.parse(job.payload);
    const invitation = await this.find(invitationId);
    if (!invitation) return;
    const mail = renderMail(partnershipInvitationContent(invitation, this.config.APP_URL));
    const kind = 'partnership_invitation';
    await this.mailer.send({ ...mail, to: invitation.recipientEmail, id: invitationId, kind });
  }

  /** Returns undefined for an invitation that was answered or withdrawn, or has expired. */
  private async find(invitationId: string): Promise<GetPartnershipInvitationResponse | undefined> {
    try {
      const service = this.rpc.client(PartnershipInvitationService);
      return await service.getPartnershipInvitation({ invitationId }, { deadlineMs: 2_000 });
    } catch (error) {
      if (error instanceof AppError && error.code === 'PARTNERSHIP_INVITATION_NOT_FOUND')
        return undefined;
      throw error;
    }
  }
}
