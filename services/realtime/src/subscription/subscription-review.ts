import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { InjectConfig, Lifecycle, Logger } from '@tribe/service-kit';
import type { RealtimeConfig } from '../config';
import { SocketServer } from '../socket/socket.server';
import type { TribeSocket } from '../socket/socket.types';
import type { Channel } from './channel';
import { SubscriptionService } from './subscription.service';

/** Questions to owners at the same time. */
const questionsAtOnce = 20;

/** A room that sockets of a user on this pod watch. */
interface Watch {
  readonly channel: Channel;
  readonly id: string;
  readonly userId: string;
  readonly sockets: TribeSocket[];
}

/**
 * Asks the owners again about everything that is watched, once per `SUBSCRIPTION_REVIEW_MS`, so that a subscription ends
 * with its right even when the event of the end was lost. While an owner is unavailable, subscriptions stay.
 */
@Injectable()
export class SubscriptionReview {
  private readonly stopping = new AbortController();
  private readonly logger: Logger;

  constructor(
    private readonly server: SocketServer,
    private readonly subscriptions: SubscriptionService,
    @InjectConfig() private readonly config: RealtimeConfig,
    lifecycle: Lifecycle,
    logger: Logger,
  ) {
    this.logger = logger.for('SubscriptionReview');
    let loop = Promise.resolve();
    lifecycle.onStart(() => void (loop = this.run()));

    lifecycle.onStop('work', () => {
      this.stopping.abort();
      return loop;
    });
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;

    while (!signal.aborted) {
      const wait = this.config.SUBSCRIPTION_REVIEW_MS * (0.75 + Math.random() / 2);
      await sleep(wait, undefined, { signal, ref: false }).catch(() => undefined);
      if (!signal.aborted) await this.reviewAll();
    }
  }

  private async reviewAll(): Promise<void> {
    const watches = this.watches();

    for (let start = 0; start < watches.length; start += questionsAtOnce) {
      if (this.stopping.signal.aborted) return;
      const batch = watches.slice(start, start + questionsAtOnce);
      await Promise.all(batch.map((watch) => this.review(watch)));
    }
  }

  private async review({ channel, id, userId, sockets }: Watch): Promise<void> {
    try {
      const { allowed } = await channel.decide(id, userId, []);
      if (allowed) return;
      for (const socket of sockets) await this.subscriptions.leave(socket, channel, id);
    } catch (error) {
      this.logger.debug({ err: error }, 'a subscription could not be reviewed');
    }
  }

  private watches(): Watch[] {
    const byRoom = new Map<string, Watch>();

    for (const socket of this.server.io.sockets.sockets.values()) {
      for (const { channel, id } of this.subscriptions.watchedBy(socket)) {
        const { userId } = socket.data;
        const key = `${userId} ${channel.room(id, true)}`;
        const watch = byRoom.get(key) ?? { channel, id, userId, sockets: [] };
        watch.sockets.push(socket);
        byRoom.set(key, watch);
      }
    }

    return [...byRoom.values()];
  }
}
