import { Injectable } from '@nestjs/common';
import { Clock, InjectConfig, Redis } from '@tribe/service-kit';
import type { RealtimeConfig } from '../config';

export interface Presence {
  readonly userId: string;
  readonly isOnline: boolean;
  readonly lastSeenAt: Date | undefined;
}

const lastSeenTtlSeconds = 30 * 86_400;

const keys = {
  leases: (userId: string) => `presence:leases:${userId}`,
  announced: (userId: string) => `presence:announced:${userId}`,
  lastSeen: (userId: string) => `presence:last-seen:${userId}`,
} as const;

/** Returns the live leases of each user, then when each was last seen: one command instead of two per user. */
const leasesAndLastSeen = `
  local users = #KEYS / 2
  local answers = {}
  for user = 1, users do
    answers[user] = redis.call('ZCOUNT', KEYS[user], ARGV[1], '+inf')
    answers[users + user] = redis.call('GET', KEYS[users + user])
  end
  return answers`;

/** One command, so that a socket that opens meanwhile is either counted, or finds the user announced offline. */
const announceOffline = `
  if redis.call('ZCOUNT', KEYS[1], ARGV[1], '+inf') > 0 then return 0 end
  return redis.call('DEL', KEYS[2])`;

/**
 * Stores online users as leases in Redis, one per socket. Heartbeats renew the leases; the leases of a crashed pod
 * expire. After a loss of data in Redis, every user appears offline until the next heartbeat.
 */
@Injectable()
export class PresenceStore {
  constructor(
    private readonly redis: Redis,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: RealtimeConfig,
  ) {}

  /** Renews the leases of sockets in one round trip. */
  async renew(leases: ReadonlyArray<{ userId: string; socketId: string }>): Promise<void> {
    const now = this.clock.now();
    const pipeline = this.redis.client.pipeline();

    for (const { userId, socketId } of leases) {
      pipeline.zadd(
        keys.leases(userId),
        now.getTime() + this.config.PRESENCE_TTL_SECONDS * 1000,
        socketId,
      );

      pipeline.expire(keys.leases(userId), this.config.PRESENCE_TTL_SECONDS);
      pipeline.expire(keys.announced(userId), this.config.PRESENCE_TTL_SECONDS);
      pipeline.set(keys.lastSeen(userId), now.toISOString(), 'EX', lastSeenTtlSeconds);
    }

    await pipeline.exec();
  }

  async release(userId: string, socketId: string): Promise<void> {
    const pipeline = this.redis.client.pipeline();
    pipeline.zrem(keys.leases(userId), socketId);
    pipeline.set(keys.lastSeen(userId), this.clock.now().toISOString(), 'EX', lastSeenTtlSeconds);
    await pipeline.exec();
  }

  /** Marks a user as announced online. Returns false if the user was already announced online. */
  async markOnline(userId: string): Promise<boolean> {
    const before = await this.redis.client.set(
      keys.announced(userId),
      '1',
      'EX',
      this.config.PRESENCE_TTL_SECONDS,
      'GET',
    );
    return before === null;
  }

  /** Marks a user as announced offline. Returns false if the user has another socket or was already announced offline. */
  async markOffline(userId: string): Promise<boolean> {
    const announcementKeys = [keys.leases(userId), keys.announced(userId)];
    const now = this.clock.now().getTime();

    return (await this.redis.client.eval(announceOffline, 2, ...announcementKeys, now)) === 1;
  }

  async get(userIds: readonly string[]): Promise<Presence[]> {
    if (userIds.length === 0) return [];

    const answers = (await this.redis.client.eval(
      leasesAndLastSeen,
      2 * userIds.length,
      ...userIds.map(keys.leases),
      ...userIds.map(keys.lastSeen),
      this.clock.now().getTime(),
    )) as readonly (number | string | null)[];

    return userIds.map((userId, index) => {
      const lastSeen = answers[userIds.length + index];
      return {
        userId,
        isOnline: Number(answers[index]) > 0,
        lastSeenAt: typeof lastSeen === 'string' ? new Date(lastSeen) : undefined,
      };
    });
  }
}
