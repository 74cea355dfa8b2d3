import { Injectable } from '@nestjs/common';
import type { TribeSocket } from '../socket/socket.types';
import type { Channel } from './channel';
import { SubscriptionService } from './subscription.service';

/** Questions to owners at the same time. */
const questionsAtOnce = 20;

/** Something that sockets of a user on this pod watch or ask to watch. */
export interface Watch {
  readonly channel: Channel;
  readonly id: string;
  readonly userId: string;
  readonly sockets: TribeSocket[];
}

/** Decides again about what sockets watch: one question per user and room, however many sockets the user has. */
@Injectable()
export class Watches {
  constructor(private readonly subscriptions: SubscriptionService) {}

  /**
   * Unsubscribes the sockets from what their users may not watch.
   *
   * @param mayWatch asks the owner; must not reject
   * @param signal stops between two groups of questions
   */
  async review(
    sockets: Iterable<TribeSocket>,
    mayWatch: (watch: Watch) => Promise<boolean>,
    signal?: AbortSignal,
  ): Promise<void> {
    const watches = this.watchesOf(sockets);

    for (let start = 0; start < watches.length; start += questionsAtOnce) {
      if (signal?.aborted) return;
      const batch = watches.slice(start, start + questionsAtOnce);
      await Promise.all(
        batch.map(async (watch) => (await mayWatch(watch)) || this.endWatch(watch)),
      );
    }
  }

  private async endWatch({ channel, id, sockets }: Watch): Promise<void> {
    for (const socket of sockets) await this.subscriptions.leave(socket, channel, id);
  }

  private watchesOf(sockets: Iterable<TribeSocket>): Watch[] {
    const byRoom = new Map<string, Watch>();

    for (const socket of sockets) {
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
