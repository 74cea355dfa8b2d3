import { Injectable } from '@nestjs/common';
import { type AnnouncedMessage, MessageRecipientsService } from '@tribe/contracts';
import { DueJob, type DueJobOf, DueJobs } from '@tribe/jobs';
import { UserCards } from '@tribe/projections';
import { Calls, Rpc } from '@tribe/rpc';
import { Clock, Database, id, Transactions } from '@tribe/service-kit';
import { z } from 'zod';
import type { Tx } from '../prisma.service';
import { MessagePushPeople } from './message-push-people';
import { PushDevices } from './push-devices';
import { listMessageTargets, type PushTarget } from './push-targets.queries';
import { messagePush } from './push.rules';
import { saveShown } from './shown-pushes.writes';

const kind = 'notifications-send-message-push-v1';
const payload = z.object({ messageId: id });
const usersPerPage = 500;
const deadlineMs = 2_000;

/**
 * Announces a message to the devices of its recipients. Reads the message and the recipients from messaging immediately
 * before sending, so that nothing is announced that was deleted or read, and no contents are stored here.
 */
@Calls(
  MessageRecipientsService.method.listMessageRecipients,
  MessageRecipientsService.method.countUnreadMessages,
)
@Injectable()
export class SendMessagePushJob {
  constructor(
    private readonly rpc: Rpc,
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly dueJobs: DueJobs,
    private readonly people: MessagePushPeople,
    private readonly cards: UserCards,
    private readonly devices: PushDevices,
    private readonly clock: Clock,
  ) {}

  async enqueue(tx: Tx, messageId: string): Promise<void> {
    const job = { kind, key: messageId, payload: { messageId } };
    await this.dueJobs.enqueue(tx, { ...job, runAt: this.clock.now() });
  }

  @DueJob(kind, { maxAttempts: 5 })
  async run(job: DueJobOf<unknown>): Promise<void> {
    const { messageId } = payload.parse(job.payload);
    let afterUserId: string | undefined;

    do {
      const page = { messageId, limit: usersPerPage, ...(afterUserId && { afterUserId }) };
      const { message, userIds } = await this.messaging.listMessageRecipients(page, { deadlineMs });
      if (message) await this.announce(messageId, message, userIds);
      afterUserId = userIds.length === usersPerPage ? userIds.at(-1) : undefined;
    } while (afterUserId !== undefined);
  }

  private async announce(
    messageId: string,
    message: AnnouncedMessage,
    userIds: readonly string[],
  ): Promise<void> {
    const { sender, recipients } = await this.people.of(message.senderId, userIds);
    const targets = await listMessageTargets(this.database, recipients);
    if (targets.length === 0) return;

    const badges = await this.recordShown(messageId, message, targets);
    const locales = await this.cards.localesOf([...badges.keys()]);

    const pushes = targets.flatMap(({ user_id, token }) => {
      const badge = badges.get(user_id);
      return badge === undefined
        ? []
        : [messagePush(message, sender, { to: token, badge, locale: locales.get(user_id) })];
    });

    await this.devices.send(pushes);
  }

  /** Returns the badges of users who have not read the message after it was recorded: reading it then withdraws the push. */
  private async recordShown(
    messageId: string,
    message: AnnouncedMessage,
    targets: readonly PushTarget[],
  ): Promise<Map<string, number>> {
    const userIds = [...new Set(targets.map(({ user_id }) => user_id))];
    const { seq, threadRootId: placeId = message.conversationId } = message;
    await this.transactions.run((tx) => saveShown(tx, userIds, { placeId, seq }, this.clock.now()));

    const request = { userIds, unreadMessageId: messageId };
    const { unread } = await this.messaging.countUnreadMessages(request, { deadlineMs });

    return new Map(unread.map(({ userId, count }) => [userId, count]));
  }

  private get messaging() {
    return this.rpc.client(MessageRecipientsService);
  }
}
