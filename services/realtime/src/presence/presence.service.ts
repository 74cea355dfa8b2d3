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

type Status = 'online' | 'offline';

/** Announces to friends when a user comes online or goes offline, and never anything else. */
@Calls(FriendListService.method.listFriendIds, FriendListService.method.listPresenceAudience)
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
      if (await this.store.show(userId)) await this.announceOnline(userId);
    });
  }

  async leave(userId: string, socketId: string): Promise<void> {
    this.leases.delete(socketId);
    await this.bestEffort(() => this.store.release(userId, socketId));
    this.cancelDeparture(userId);
    // The users of a stopping pod reconnect to another pod. Another pod notices users who do not.
    if (this.lifecycle.isStopping) return;
    const depart = () => void this.bestEffort(() => this.depart(userId));
    this.departures.set(userId, setTimeout(depart, this.config.PRESENCE_DEBOUNCE_MS));
  }

  /** Applies the privacy setting of a user at once. Social-graph may not know it yet, so it is not asked. */
  async setVisible(userId: string, isVisible: boolean): Promise<void> {
    await this.bestEffort(async () => {
      if (!isVisible) {
        if (await this.store.hide(userId)) await this.announceToFriends(userId, 'offline');
        return;
      }

      const [presence] = await this.store.get([userId]);
      if (presence?.isOnline && (await this.store.show(userId)))
        await this.announceToFriends(userId, 'online');
    });
  }

  private async depart(userId: string): Promise<void> {
    this.departures.delete(userId);
    if (!(await this.store.hideOffline(userId))) return;
    const [presence] = await this.store.get([userId]);
    this.push(await this.audienceOf(userId), userId, 'offline', presence?.lastSeenAt);
  }

  private cancelDeparture(userId: string): void {
    clearTimeout(this.departures.get(userId));
    this.departures.delete(userId);
  }

  /** A user who hides the presence is not shown, so that a later change of the setting announces nothing. */
  private async announceOnline(userId: string): Promise<void> {
    const audience = await this.audienceOf(userId).catch(async (error: unknown) => {
      await this.store.hide(userId);
      throw error;
    });

    if (audience.length === 0) await this.store.hide(userId);
    else this.push(audience, userId, 'online');
  }

  private async audienceOf(userId: string): Promise<readonly string[]> {
    const request = { userId, limit: maxAnnouncedFriends };
    const friends = this.rpc.client(FriendListService);

    return (await friends.listPresenceAudience(request, { deadlineMs: 1_000 })).friendIds;
  }

  private async announceToFriends(userId: string, status: Status): Promise<void> {
    const request = { userId, limit: maxAnnouncedFriends };
    const friends = this.rpc.client(FriendListService);
    const { friendIds } = await friends.listFriendIds(request, { deadlineMs: 1_000 });
    this.push(friendIds, userId, status);
  }

  private push(
    friendIds: readonly string[],
    userId: string,
    status: Status,
    lastSeenAt = this.clock.now(),
  ): void {
    if (friendIds.length === 0) return;
    const event = { user_id: userId, status, last_seen_at: lastSeenAt.toISOString() };
    this.sockets.io.to(friendIds.map(rooms.user)).emit('presence.update', event);
  }

  private startHeartbeat(): void {
    const intervalMs = (this.config.PRESENCE_TTL_SECONDS * 1000) / 3;
    const timer = setInterval(() => void this.bestEffort(() => this.beat()), intervalMs);
    this.lifecycle.onStop('work', () => {
      clearInterval(timer);
      for (const departure of this.departures.values()) clearTimeout(departure);
      this.departures.clear();
    });
  }

  private async beat(): Promise<void> {
    await this.renewLeases();
    // The users of pods that have stopped and who have not come back.
    for (const userId of await this.store.listExpired()) await this.depart(userId);
  }

  private async renewLeases(): Promise<void> {
    const socketIds = [...this.leases.keys()];

    for (let start = 0; start < socketIds.length; start += heartbeatBatch) {
      const batch = socketIds.slice(start, start + heartbeatBatch);

      // A socket may have closed while the batch before was renewed.
      const open = batch.flatMap((socketId) => {
        const userId = this.leases.get(socketId);

        return userId === undefined ? [] : { socketId, userId };
      });

      await this.store.renew(open);
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
