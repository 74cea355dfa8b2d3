import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { InjectConfig, Lifecycle, Logger } from '@tribe/service-kit';
import type { RealtimeConfig } from '../config';
import { ConversationRooms } from '../conversation/conversation-rooms';
import { SocketServer } from '../socket/socket.server';
import { type Watch, Watches } from './watches';

/**
 * Asks the owners again about everything that is watched, once per `SUBSCRIPTION_REVIEW_MS`, so that a subscription ends
 * with its right even when the event of the end was lost; likewise about the conversations of users. While an owner is
 * unavailable, subscriptions stay.
 */
@Injectable()
export class SubscriptionReview {
  private readonly stopping = new AbortController();
  private readonly logger: Logger;

  constructor(
    private readonly server: SocketServer,
    private readonly watches: Watches,
    private readonly conversations: ConversationRooms,
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
    const { signal } = this.stopping;
    const sockets = [...this.server.io.sockets.sockets.values()];
    await this.watches.review(sockets, (watch) => this.mayWatch(watch), signal);
    await this.conversations.review(sockets, signal);
  }

  private async mayWatch({ channel, id, userId }: Watch): Promise<boolean> {
    try {
      return (await channel.decide(id, userId, [])).allowed;
    } catch (error) {
      this.logger.debug({ err: error }, 'a subscription could not be reviewed');
      return true;
    }
  }
}
