import { Injectable } from '@nestjs/common';
import { Relationships } from '@tribe/projections';
import { Clock, dayMs } from '@tribe/service-kit';
import {
  notificationTypes,
  type NotificationTypeName,
  switchOf,
} from '../notification/notification-types';
import { PrismaService } from '../prisma.service';

const maxMessages = 5;

/** The unread notifications of a day. */
export interface DailySummary {
  readonly total: number;
  /** The newest ones. */
  readonly messages: readonly string[];
}

/** Reads the unread notifications of the last 24 hours, of the kinds that the user has not turned off. */
@Injectable()
export class DailySummaries {
  constructor(
    private readonly prisma: PrismaService,
    private readonly relationships: Relationships,
    private readonly clock: Clock,
  ) {}

  async of(userId: string): Promise<DailySummary> {
    const [hidden, preferences] = await Promise.all([
      this.relationships.hiddenIdsOf(userId),
      this.prisma.notificationPreferences.findUnique({ where: { userId } }),
    ]);

    const names = Object.keys(notificationTypes) as NotificationTypeName[];

    const wanted = names.filter((name) => {
      const ownSwitch = switchOf(name);
      return ownSwitch === undefined || preferences?.[ownSwitch] !== false;
    });

    const where = {
      userId,
      type: { in: wanted },
      readAt: null,
      createdAt: { gt: new Date(this.clock.now().getTime() - dayMs) },
      OR: [{ actorId: null }, { actorId: { notIn: [...hidden] } }],
    };

    const [total, rows] = await Promise.all([
      this.prisma.notification.count({ where }),
      this.prisma.notification.findMany({
        where,
        orderBy: { id: 'desc' },
        take: maxMessages,
        select: { message: true },
      }),
    ]);

    return { total, messages: rows.map(({ message }) => message) };
  }
}
