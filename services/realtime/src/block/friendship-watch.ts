import { Injectable } from '@nestjs/common';
import { FriendshipEndedSchema } from '@tribe/contracts';
import { EphemeralSubscription, type ReceivedEvent, WatchesEvents } from '@tribe/events';
import { Clock, Lifecycle, Logger, Nats } from '@tribe/service-kit';
import { SocketServer } from '../socket/socket.server';
import { Watches } from '../subscription/watches';

/** Owners apply older ends when a socket subscribes, so that only recent events have to be read again. */
const lookBackMs = 60_000;

/**
 * Ends what the open sockets of this pod watch as friends, such as posts, with the friendship. Every pod reads the events
 * itself, like those of blocks.
 */
@WatchesEvents([FriendshipEndedSchema])
@Injectable()
export class FriendshipWatch {
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
    this.logger = logger.for('FriendshipWatch');
    this.readUpTo = clock.now();

    const subscription = new EphemeralSubscription({
      nats,
      logger: this.logger,
      schema: FriendshipEndedSchema,
      since: () => new Date(this.readUpTo.getTime() - lookBackMs),
      onEvent: (event: ReceivedEvent<typeof FriendshipEndedSchema>) => this.apply(event),
    });

    lifecycle.onStart(() => subscription.start());
    lifecycle.onStop('work', () => subscription.stop());
  }

  private apply({ occurredAt, data }: ReceivedEvent<typeof FriendshipEndedSchema>): void {
    if (occurredAt > this.readUpTo) this.readUpTo = occurredAt;
    const { requesterId, addresseeId } = data.friendship ?? {};
    if (!requesterId || !addresseeId) return;

    this.part(requesterId, addresseeId);
    this.part(addresseeId, requesterId);
  }

  /** The owner may not know yet that the two are no friends any more. Clients can subscribe again to what is public. */
  private part(userId: string, otherId: string): void {
    const review = this.watches.review(this.sockets.localOf(userId), async ({ channel, id }) => {
      if (!channel.restsOnFriendship) return true;
      return channel.decide(id, userId, [otherId]).then(
        ({ allowed }) => allowed,
        () => false,
      );
    });

    review.catch((error: unknown) =>
      this.logger.error({ err: error }, 'sockets could not leave what a former friend shows'),
    );
  }
}
