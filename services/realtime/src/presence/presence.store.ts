import { Injectable } from '@nestjs/common';
import { Clock, InjectConfig, Redis } from '@tribe/service-kit';
import type { RealtimeConfig } from '../config';

export interface Presence {
  readonly userId: string;
  readonly isOnline: boolean;
  readonly lastSeenAt: Date | undefined;
}

const lastSeenTtlSeconds = 30 * 86_400;
const maxExpired = 100;

const keys = {
  leases: (userId: string) => `presence:leases:${userId}`,
  /** The users whose friends see them as online, by the end of their last lease. */
  shown: 'presence:shown',
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

/** One command, so that a socket that opens meanwhile is either counted, or finds the user no longer shown. */
const hideOffline = `
  if redis.call('ZCOUNT', KEYS[1], ARGV[1], '+inf') > 0 then return 0 end
  return redis.call('ZREM', KEYS[2], ARGV[2])`;

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
      pipeline.zadd(keys.leases(userId), this.leaseEnd(), socketId);
      pipeline.expire(keys.leases(userId), this.config.PRESENCE_TTL_SECONDS);
      pipeline.zadd(keys.shown, 'XX', 'GT', this.leaseEnd(), userId);
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

  /** Notes that friends see a user as online. Returns false if they already do. */
  async show(userId: string): Promise<boolean> {
    return (await this.redis.client.zadd(keys.shown, 'NX', this.leaseEnd(), userId)) === 1;
  }

  /** Notes that friends do not see a user as online. Returns false if they did not. */
  async hide(userId: string): Promise<boolean> {
    return (await this.redis.client.zrem(keys.shown, userId)) === 1;
  }

  /** Like {@link hide}. Returns false also if the user has an open socket, on any pod. */
  async hideOffline(userId: string): Promise<boolean> {
    const { client } = this.redis;
    const now = this.clock.now().getTime();
    return (await client.eval(hideOffline, 2, keys.leases(userId), keys.shown, now, userId)) === 1;
  }

  /** Returns shown users whose leases were not renewed, the longest ago first, at most 100. */
  listExpired(): Promise<string[]> {
    const now = this.clock.now().getTime();
    return this.redis.client.zrangebyscore(keys.shown, '-inf', now, 'LIMIT', 0, maxExpired);
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

  private leaseEnd(): number {
    return this.clock.now().getTime() + this.config.PRESENCE_TTL_SECONDS * 1_000;
  }
}
