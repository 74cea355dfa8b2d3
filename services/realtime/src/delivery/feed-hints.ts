import { Injectable } from '@nestjs/common';
import type { FeedNew } from '@tribe/contracts';
import { InjectConfig, Lifecycle } from '@tribe/service-kit';
import type { RealtimeConfig } from '../config';
import { rooms } from '../socket/rooms';
import { SocketServer } from '../socket/socket.server';

type EntryKind = FeedNew['entry_kind'];

/** Users with a hint in the last `FEED_HINT_MS`. Further users get none, and find the entries when they read. */
const maxUsers = 100_000;

/**
 * Pushes hints that the feeds of users have new entries: at once, and then at most once per `FEED_HINT_MS` and kind,
 * however many entries arrive.
 */
@Injectable()
export class FeedHints {
  /** The users with a hint a short time ago, and whether further entries have arrived since. */
  private readonly hinted = new Map<string, boolean>();
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(
    private readonly sockets: SocketServer,
    @InjectConfig() private readonly config: RealtimeConfig,
    lifecycle: Lifecycle,
  ) {
    lifecycle.onStop('work', () => this.timers.forEach((timer) => clearTimeout(timer)));
  }

  add(kind: EntryKind, userIds: readonly string[]): void {
    const isQuiet = (userId: string) => !this.hinted.has(keyOf(kind, userId));
    const quiet = [...new Set(userIds)].filter(isQuiet).slice(0, maxUsers - this.hinted.size);

    for (const userId of userIds) if (!isQuiet(userId)) this.hinted.set(keyOf(kind, userId), true);

    this.push(kind, quiet);
  }

  private push(kind: EntryKind, userIds: readonly string[]): void {
    if (userIds.length === 0) return;
    this.sockets.io.to(userIds.map(rooms.user)).emit('feed.new', { entry_kind: kind });
    for (const userId of userIds) this.hinted.set(keyOf(kind, userId), false);

    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.pushAgain(kind, userIds);
    }, this.config.FEED_HINT_MS);

    this.timers.add(timer);
  }

  private pushAgain(kind: EntryKind, userIds: readonly string[]): void {
    const waiting = userIds.filter((userId) => this.hinted.get(keyOf(kind, userId)));
    for (const userId of userIds) this.hinted.delete(keyOf(kind, userId));
    this.push(kind, waiting);
  }
}

function keyOf(kind: EntryKind, userId: string): string {
  return `${kind} ${userId}`;
}
