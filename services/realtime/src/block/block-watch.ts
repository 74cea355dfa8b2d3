import { Injectable } from '@nestjs/common';
import { type Block, UserBlockedSchema, UserUnblockedSchema } from '@tribe/contracts';
import { EphemeralSubscription, type ReceivedEvent } from '@tribe/events';
import { Clock, Lifecycle, Logger, Nats } from '@tribe/service-kit';
import { goalOf, rooms } from '../socket/rooms';
import { SocketServer } from '../socket/socket.server';
import type { TribeSocket } from '../socket/socket.types';
import { SubscriptionService } from '../subscription/subscription.service';

const blockEvents = [UserBlockedSchema, UserUnblockedSchema] as const;
type BlockEvent = ReceivedEvent<(typeof blockEvents)[number]>;

/** When a socket opens, goals tells of older blocks, so only recent ones have to be read again. */
const lookBackMs = 60_000;

/**
 * Applies blocks to the open sockets of this pod: the actions of one side are not pushed to the other, and a user stops
 * watching goals that they cannot see any more. Every pod reads the events for itself, from where it stopped: a late
 * block must still reach a socket that is open.
 */
@Injectable()
export class BlockWatch {
  private readonly logger: Logger;
  private readUpTo: Date;

  constructor(
    nats: Nats,
    lifecycle: Lifecycle,
    clock: Clock,
    logger: Logger,
    private readonly sockets: SocketServer,
    private readonly subscriptions: SubscriptionService,
  ) {
    this.logger = logger.for('BlockWatch');
    this.readUpTo = clock.now();
    const subscription = new EphemeralSubscription({
      nats,
      logger: this.logger,
      schema: blockEvents,
      since: () => new Date(this.readUpTo.getTime() - lookBackMs),
      onEvent: (event: BlockEvent) => this.take(event),
    });
    lifecycle.onStart(() => subscription.start());
    lifecycle.onStop('work', () => subscription.stop());
  }

  private take(event: BlockEvent): void {
    if (event.occurredAt > this.readUpTo) this.readUpTo = event.occurredAt;
    const { block } = event.data;
    if (!block) return;
    for (const [userId, otherId] of sidesOf(block)) {
      const sockets = this.sockets.io.local.in(rooms.user(userId));
      if (!event.is(UserBlockedSchema)) {
        sockets.socketsLeave(rooms.hiddenFrom(otherId));
        continue;
      }
      sockets.socketsJoin(rooms.hiddenFrom(otherId));
      this.leaveGoals(userId, otherId).catch((error: unknown) =>
        this.logger.error({ err: error }, 'the rooms of a blocked user could not be left'),
      );
    }
  }

  /** Leaves the goals that the user may not see. When goals does not answer, it leaves them too: the client can subscribe again. */
  private async leaveGoals(userId: string, hiddenId: string): Promise<void> {
    const watchers = new Map<string, TribeSocket[]>();
    for (const socket of this.socketsOf(userId)) {
      for (const goalId of [...socket.rooms].flatMap((room) => goalOf(room) ?? []))
        watchers.set(goalId, [...(watchers.get(goalId) ?? []), socket]);
    }
    for (const [goalId, sockets] of watchers) {
      const mayWatch = await this.subscriptions
        .mayWatch(goalId, userId, [hiddenId])
        .catch(() => false);
      if (mayWatch) continue;
      for (const socket of sockets) await socket.leave(rooms.goal(goalId));
    }
  }

  private socketsOf(userId: string): TribeSocket[] {
    const { adapter, sockets } = this.sockets.io.sockets;
    return [...(adapter.rooms.get(rooms.user(userId)) ?? [])].flatMap(
      (id) => sockets.get(id) ?? [],
    );
  }
}

function sidesOf({ blockerId, blockedId }: Block): [string, string][] {
  return [
    [blockerId, blockedId],
    [blockedId, blockerId],
  ];
}
