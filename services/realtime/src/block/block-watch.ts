import { Injectable } from '@nestjs/common';
import { type Block, UserBlockedSchema, UserUnblockedSchema } from '@tribe/contracts';
import { EphemeralSubscription, type ReceivedEvent, WatchesEvents } from '@tribe/events';
import { Clock, Lifecycle, Logger, Nats } from '@tribe/service-kit';
import { rooms } from '../socket/rooms';
import { SocketServer } from '../socket/socket.server';
import { Watches } from '../subscription/watches';

const blockEvents = [UserBlockedSchema, UserUnblockedSchema] as const;
type BlockEvent = ReceivedEvent<(typeof blockEvents)[number]>;

/** Goals applies older blocks when a socket subscribes, so that only recent events have to be read again. */
const lookBackMs = 60_000;

/**
 * Applies blocks to the open sockets of this pod: neither user receives pushes about the actions of the other, and both
 * leave the goals that they may not see. Every pod reads the events itself and resumes after an interruption, because a
 * late block must still apply to open sockets.
 */
@WatchesEvents(blockEvents)
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
    private readonly watches: Watches,
  ) {
    this.logger = logger.for('BlockWatch');
    this.readUpTo = clock.now();

    const subscription = new EphemeralSubscription({
      nats,
      logger: this.logger,
      schema: blockEvents,
      since: () => new Date(this.readUpTo.getTime() - lookBackMs),
      onEvent: (event: BlockEvent) => this.apply(event),
    });

    lifecycle.onStart(() => subscription.start());
    lifecycle.onStop('work', () => subscription.stop());
  }

  private apply(event: BlockEvent): void {
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

      this.leaveChannels(userId, otherId).catch((error: unknown) =>
        this.logger.error({ err: error }, 'sockets could not leave the goals of a blocked user'),
      );
    }
  }

  /** Leaves what the user may not see, and everything while its owner is unavailable. Clients can subscribe again. */
  private leaveChannels(userId: string, hiddenId: string): Promise<void> {
    return this.watches.review(this.sockets.localOf(userId), ({ channel, id }) =>
      channel.decide(id, userId, [hiddenId]).then(
        ({ allowed }) => allowed,
        () => false,
      ),
    );
  }
}

function sidesOf({ blockerId, blockedId }: Block): [string, string][] {
  return [
    [blockerId, blockedId],
    [blockedId, blockerId],
  ];
}
