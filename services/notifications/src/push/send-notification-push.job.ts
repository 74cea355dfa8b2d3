import { Injectable } from '@nestjs/common';
import { DueJob, type DueJobOf } from '@tribe/jobs';
import { Mutes, Relationships } from '@tribe/projections';
import { Clock, Database, id } from '@tribe/service-kit';
import { z } from 'zod';
import { notificationPush } from '../notification/notification-pushes';
import { type NotificationTypeName, switchOf } from '../notification/notification-types';
import { PrismaService } from '../prisma.service';
import { PushDevices } from './push-devices';
import { listTargets } from './push-targets.queries';
import { notificationPush as pushOf } from './push.rules';
import { isQuiet } from './quiet-hours.rules';

const payload = z.object({ notificationId: id });

/**
 * Shows a notification on the devices of its user. Decides immediately before sending, so that a notification that was read
 * or withdrawn is not shown. In the quiet hours of the user nothing is shown, not even a reminder that the user has set for
 * that time: the notification is in the list.
 */
@Injectable()
export class SendNotificationPushJob {
  constructor(
    private readonly prisma: PrismaService,
    private readonly database: Database,
    private readonly relationships: Relationships,
    private readonly mutes: Mutes,
    private readonly devices: PushDevices,
    private readonly clock: Clock,
  ) {}

  @DueJob(notificationPush, { maxAttempts: 5 })
  async run(job: DueJobOf<unknown>): Promise<void> {
    const { notificationId } = payload.parse(job.payload);

    const notification = await this.prisma.notification.findFirst({
      where: { id: notificationId, readAt: null },
    });

    if (!notification) return;
    const { userId, actorId, type } = notification;
    const isWanted = await this.isWanted(userId, type as NotificationTypeName);
    if (!isWanted || (await this.isHidden(userId, actorId))) return;

    const targets = await listTargets(this.database, userId);
    await this.devices.send(targets.map(({ token }) => pushOf(notification, token)));
  }

  private async isWanted(userId: string, type: NotificationTypeName): Promise<boolean> {
    const [preferences, hours] = await Promise.all([
      this.prisma.notificationPreferences.findUnique({ where: { userId } }),
      this.prisma.quietHours.findUnique({ where: { userId } }),
    ]);

    if (hours && isQuiet(hours, this.clock.now())) return false;
    const ownSwitch = switchOf(type);
    const isOn = ownSwitch === undefined || preferences?.[ownSwitch] !== false;

    return isOn && preferences?.pushEnabled !== false;
  }

  /** A block or a mute may be newer than the notification. */
  private async isHidden(userId: string, actorId: string | null): Promise<boolean> {
    if (actorId === null || actorId === userId) return false;

    const [areHidden, muters] = await Promise.all([
      this.relationships.areHidden(userId, actorId),
      this.mutes.filterMuters(actorId, [userId]),
    ]);

    return areHidden || muters.has(userId);
  }
}
