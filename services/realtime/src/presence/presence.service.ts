import { Injectable } from '@nestjs/common';
import { FriendListService } from '@tribe/contracts';
import { Calls, Rpc } from '@tribe/rpc';
import { Clock, InjectConfig, Lifecycle, Logger } from '@tribe/service-kit';
import type { RealtimeConfig } from '../config';
import { rooms } from '../socket/rooms';
import { SocketServer } from '../socket/socket.server';
import { PresenceStore } from './presence.store';

const maxAnnouncedFriends = 1_000;
const heartbeatBatch = 500;

/** Announces to friends when a user comes online or goes offline. */
@Calls(FriendListService.method.listPresenceAudience)
@Injectable()
export class PresenceService {
  private readonly leases = new Map<string, string>();
  private readonly departures = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly sockets: SocketServer,
    private readonly store: PresenceStore,
    private readonly rpc: Rpc,
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly lifecycle: Lifecycle,
    @InjectConfig() private readonly config: RealtimeConfig,
  ) {
    lifecycle.onStart(() => this.startHeartbeat());
  }

  async arrive(userId: string, socketId: string): Promise<void> {
    this.leases.set(socketId, userId);
    this.cancelDeparture(userId);
    await this.bestEffort(async () => {
      await this.store.renew([{ userId, socketId }]);
      if (await this.store.markOnline(userId)) await this.announce(userId, 'online');
    });
  }

  async leave(userId: string, socketId: string): Promise<void> {
    this.leases.delete(socketId);
    await this.bestEffort(() => this.store.release(userId, socketId));
    this.cancelDeparture(userId);
    // The users of a stopping pod reconnect to another pod, so they do not go offline.
    if (this.lifecycle.isStopping) return;
    const timer = setTimeout(() => void this.depart(userId), this.config.PRESENCE_DEBOUNCE_MS);
    this.departures.set(userId, timer);
  }

  private async depart(userId: string): Promise<void> {
    this.departures.delete(userId);
    await this.bestEffort(async () => {
      if (await this.store.markOffline(userId)) await this.announce(userId, 'offline');
    });
  }

  private cancelDeparture(userId: string): void {
    clearTimeout(this.departures.get(userId));
    this.departures.delete(userId);
  }

  private async announce(userId: string, status: 'online' | 'offline'): Promise<void> {
    const friends = this.rpc.client(FriendListService);

    const { friendIds } = await friends.listPresenceAudience(
      { userId, limit: maxAnnouncedFriends },
      { deadlineMs: 1_000 },
    );

    if (friendIds.length === 0) return;
    const event = { user_id: userId, status, last_seen_at: this.clock.now().toISOString() };
    this.sockets.io.to(friendIds.map(rooms.user)).emit('presence.update', event);
  }

  private startHeartbeat(): void {
    const intervalMs = (this.config.PRESENCE_TTL_SECONDS * 1000) / 3;
    const timer = setInterval(() => void this.bestEffort(() => this.renewLeases()), intervalMs);
    this.lifecycle.onStop('work', () => {
      clearInterval(timer);
      for (const departure of this.departures.values()) clearTimeout(departure);
      this.departures.clear();
    });
  }

  private async renewLeases(): Promise<void> {
    const leases = [...this.leases].map(([socketId, userId]) => ({ socketId, userId }));
    for (let start = 0; start < leases.length; start += heartbeatBatch) {
      await this.store.renew(leases.slice(start, start + heartbeatBatch));
    }
  }

  /** Logs failures only, because sockets must work while Redis or social-graph is unavailable. */
  private async bestEffort(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.warn({ err: error }, 'presence could not be announced');
    }
  }
}
