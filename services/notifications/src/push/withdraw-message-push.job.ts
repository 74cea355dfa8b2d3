import { Injectable } from '@nestjs/common';
import { MessageRecipientsService } from '@tribe/contracts';
import { DueJob, type DueJobOf, DueJobs } from '@tribe/jobs';
import { Calls, Rpc } from '@tribe/rpc';
import { Clock, Database, id } from '@tribe/service-kit';
import { z } from 'zod';
import type { Tx } from '../prisma.service';
import { PushDevices } from './push-devices';
import { listTargets } from './push-targets.queries';
import { withdrawalPush } from './push.rules';

const kind = 'notifications-withdraw-message-push-v1';
const payload = z.object({
  userId: id,
  conversationId: id,
  threadRootId: id.optional(),
  readSeq: z.int(),
});
const deadlineMs = 2_000;

/** Withdraws the push of a conversation or thread from the devices of a user who has read it, and updates their badges. */
@Calls(MessageRecipientsService.method.countUnreadMessages)
@Injectable()
export class WithdrawMessagePushJob {
  constructor(
    private readonly rpc: Rpc,
    private readonly database: Database,
    private readonly dueJobs: DueJobs,
    private readonly devices: PushDevices,
    private readonly clock: Clock,
  ) {}

  async enqueue(tx: Tx, eventId: string, read: z.infer<typeof payload>): Promise<void> {
    await this.dueJobs.enqueue(tx, { kind, key: eventId, payload: read, runAt: this.clock.now() });
  }

  @DueJob(kind, { maxAttempts: 5 })
  async run(job: DueJobOf<unknown>): Promise<void> {
    const { userId, ...read } = payload.parse(job.payload);

    const [targets, { unread }] = await Promise.all([
      listTargets(this.database, userId),
      this.rpc
        .client(MessageRecipientsService)
        .countUnreadMessages({ userIds: [userId] }, { deadlineMs }),
    ]);

    const badge = unread[0]?.count ?? 0;
    await this.devices.send(targets.map(({ token }) => withdrawalPush(read, { to: token, badge })));
  }
}
