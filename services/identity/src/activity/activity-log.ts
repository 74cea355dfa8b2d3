import { Injectable } from '@nestjs/common';
import { Clock, newId, RequestContext } from '@tribe/service-kit';
import type { Prisma } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import { activityDescriptions, type ActivityType } from './activity-types';
import { storableAddress, storableUserAgent } from './client.rules';

export interface NewActivity {
  /** The user whose account the activity is about. */
  readonly userId: string;
  readonly type: ActivityType;
  /** Details of the change. Never a secret, and never the address of another user. */
  readonly metadata?: Prisma.InputJsonObject;
  /** The admin who acted on the account of the user. */
  readonly actorId?: string;
}

/**
 * The log of what matters to the security of an account, written in the transaction of the change. Address and user agent
 * are those of the request; when an admin acted on the account, they are left out.
 */
@Injectable()
export class ActivityLog {
  constructor(
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  async record(tx: Tx, { userId, type, metadata = {}, actorId }: NewActivity): Promise<void> {
    const client = actorId === undefined ? this.context.current()?.client : undefined;
    await tx.userActivity.create({
      data: {
        id: newId(),
        userId,
        activityType: type,
        description: activityDescriptions[type],
        metadata,
        actorId,
        ipAddress: client && storableAddress(client.ip),
        userAgent: storableUserAgent(client?.headers['user-agent']),
        createdAt: this.clock.now(),
      },
      select: { id: true },
    });
  }
}
