import { Injectable } from '@nestjs/common';
import { Clock, newId, RequestContext } from '@tribe/service-kit';
import type { Prisma } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import { storableAddress } from '../session/session.rules';
import { type ActivityType, activityDescriptions } from './activity-types';

const longestUserAgent = 512;

export interface NewActivity {
  /** Whose account it is about. */
  readonly userId: string;
  readonly type: ActivityType;
  /** What changed. Never a secret, never an address of anybody else. */
  readonly metadata?: Prisma.InputJsonObject;
  /** Who did it, when it was not the person. */
  readonly actorId?: string;
}

/**
 * The log of what matters to the safety of an account, written in the transaction of what it tells. Address and client
 * are those of the request; of an actor who is somebody else they are left out.
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
        userAgent: storableText(client?.headers['user-agent']),
        createdAt: this.clock.now(),
      },
      select: { id: true },
    });
  }
}

/** Headers may hold bytes that are no text; none of it garbles the log. */
function storableText(text: string | undefined): string | undefined {
  return text
    ?.replaceAll(/\p{Cc}/gu, '')
    .toWellFormed()
    .slice(0, longestUserAgent);
}
