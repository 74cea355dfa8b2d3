import { Injectable } from '@nestjs/common';
import { DueJobs } from '@tribe/jobs';
import { Clock, InjectConfig } from '@tribe/service-kit';
import { hasPushService, type NotificationsConfig } from '../config';
import type { Tx } from '../prisma.service';

export const notificationPush = 'notifications-send-notification-push-v1';

/** Requests the pushes of notifications in the transaction that writes them. */
@Injectable()
export class NotificationPushes {
  constructor(
    private readonly dueJobs: DueJobs,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: NotificationsConfig,
  ) {}

  /** Enqueues a job for each notification of a user with a device, if there is a push service. */
  async enqueue(tx: Tx, notifications: readonly { id: string; userId: string }[]): Promise<void> {
    if (!hasPushService(this.config)) return;
    const userIds = notifications.map(({ userId }) => userId);

    const devices = await tx.device.findMany({
      where: { userId: { in: userIds } },
      distinct: ['userId'],
      select: { userId: true },
    });

    const reachable = new Set(devices.map(({ userId }) => userId));
    const runAt = this.clock.now();

    for (const { id, userId } of notifications) {
      const job = { kind: notificationPush, key: id, runAt, payload: { notificationId: id } };
      if (reachable.has(userId)) await this.dueJobs.enqueue(tx, job);
    }
  }
}
