import { Injectable } from '@nestjs/common';
import { type Block, UserBlockedSchema, UserUnblockedSchema } from '@tribe/contracts';
import { EphemeralSubscription, type ReceivedEvent } from '@tribe/events';
import { Clock, Lifecycle, Logger, Nats } from '@tribe/service-kit';
import { goalOf, rooms } from '../socket/rooms';
import { SocketServer } from '../socket/socket.server';
import type { TribeSocket } from '../socket/socket.types';
import { SubscriptionService } from '../socket/subscription.service';

const blockEvents = [UserBlockedSchema, UserUnblockedSchema] as const;
type BlockEvent = ReceivedEvent<(typeof blockEvents)[number]>;

/** A socket that opens while its person is being blocked is told by goals; this only has to reach back that far. */
const lookBackMs = 60_000;

/**
 * Brings blocks to the open sockets of this pod: what the one does is no longer pushed to the other, and goals the one
 * can no longer see are no longer watched. Every pod reads the events itself and from where it stopped, because what
 * comes late must still end what is open.
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
        this.logger.error({ err: error }, 'the rooms of a blocked person could not be looked at'),
      );
    }
  }

  /** Goals that can no longer be seen are left. One that cannot be asked about is left too: the client may ask again. */
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
