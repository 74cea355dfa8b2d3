import { Injectable } from '@nestjs/common';
import { maxLocationShareSeconds } from '@tribe/contracts';
import { AppError, Clock, commonErrors, InjectConfig, Redis } from '@tribe/service-kit';
import type { RealtimeConfig } from '../config';
import type { LocationShare, StoredPosition } from './location.rules';

const maxEnded = 100;
const retryAfterSeconds = 1;

const keys = {
  /** The shares of a user, by {@link fields}. */
  shares: (userId: string) => `location:shares:${userId}`,
  /** The position of a device. */
  position: (sessionId: string) => `location:position:${sessionId}`,
  /** Exists while the next position of a device would come too early. */
  turn: (sessionId: string) => `location:turn:${sessionId}`,
  /** The user of a device that shares its location. */
  sharer: (sessionId: string) => `location:sharer:${sessionId}`,
  /** Users who share, or have shared, their location with a user or in a conversation. */
  toUser: (userId: string) => `location:to:${userId}`,
  inConversation: (conversationId: string) => `location:in:${conversationId}`,
  /** All shares, by their ends. */
  ends: 'location:ends',
} as const;

/** A share is several fields, so that two changes at a time do not undo each other. */
const fields = {
  share: (shareId: string) => `share ${shareId}`,
  confirmed: (shareId: string) => `confirmed ${shareId}`,
  /** Exists when a friend has lost the right to see the share. */
  lost: (shareId: string, friendId: string) => `lost ${shareId} ${friendId}`,
} as const;

const confirmIfShared = `
  if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then return 0 end
  redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
  return 1`;

/** Counts shares that have not ended, and adds another if there are fewer than allowed. */
const addIfAllowed = `
  local stored, open = redis.call('HGETALL', KEYS[1]), 0
  for at = 1, #stored, 2 do
    local isShare = string.sub(stored[at], 1, #ARGV[1]) == ARGV[1]
    if isShare and cjson.decode(stored[at + 1]).endsAt > tonumber(ARGV[2]) then open = open + 1 end
  end
  if open >= tonumber(ARGV[3]) then return 0 end
  redis.call('HSET', KEYS[1], ARGV[4], ARGV[5])
  redis.call('EXPIRE', KEYS[1], ARGV[6])
  return 1`;

type Fields = Readonly<Record<string, string>>;
type Pipeline = ReturnType<Redis['client']['pipeline']>;

/**
 * Stores shares and positions in Redis, and nowhere else. All of it ends by itself. A loss of data in Redis ends every
 * share, and the device that shares learns of it with its next position.
 *
 * Methods throw AppError SERVICE_UNAVAILABLE while Redis is unavailable.
 */
@Injectable()
export class LocationStore {
  constructor(
    private readonly redis: Redis,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: RealtimeConfig,
  ) {}

  /** Returns the shares of a user that have not ended, the oldest first. */
  async sharesOf(userId: string): Promise<LocationShare[]> {
    const [shares = []] = await this.sharesOfAll([userId]);
    return shares;
  }

  async sharesOfAll(userIds: readonly string[]): Promise<LocationShare[][]> {
    const found = await this.run((pipeline) => {
      for (const userId of userIds) pipeline.hgetall(keys.shares(userId));
    });
    const now = this.clock.now().getTime();

    return (found as Fields[]).map((stored) =>
      sharesIn(stored)
        .filter(({ endsAt }) => endsAt > now)
        .sort((a, b) => a.startedAt - b.startedAt),
    );
  }

  /** Returns false when the user has as many shares as allowed, also when others are added at the same time. */
  async add(share: LocationShare, maxShares: number): Promise<boolean> {
    const { id, userId } = share;
    const now = this.clock.now().getTime();
    const added = [fields.share(id), JSON.stringify(share), maxLocationShareSeconds];

    const [isAdded] = await this.run((pipeline) => {
      const limit = [fields.share(''), now, maxShares];
      pipeline.eval(addIfAllowed, 1, keys.shares(userId), ...limit, ...added);
    });

    if (isAdded !== 1) return false;

    await this.addToIndexes(share);

    return true;
  }

  private async addToIndexes(share: LocationShare): Promise<void> {
    const { userId, sessionId, conversationId, friendIds, endsAt } = share;

    const indexes =
      conversationId === null ? friendIds.map(keys.toUser) : [keys.inConversation(conversationId)];

    await this.run((pipeline) => {
      pipeline.set(keys.sharer(sessionId), userId, 'EX', maxLocationShareSeconds);
      pipeline.zadd(keys.ends, endsAt, memberOf(share));
      for (const index of indexes) pipeline.sadd(index, userId);
      for (const index of indexes) pipeline.expire(index, maxLocationShareSeconds);
    });
  }

  /** Notes that the user may share. Returns false when the share has ended meanwhile. */
  async confirm({ id, userId }: LocationShare): Promise<boolean> {
    const now = this.clock.now().getTime();
    const [confirmed] = await this.run((pipeline) => {
      const names = [fields.share(id), fields.confirmed(id)];
      pipeline.eval(confirmIfShared, 1, keys.shares(userId), ...names, now);
    });

    return confirmed === 1;
  }

  /** Returns false when the share had ended before. */
  async remove(share: LocationShare): Promise<boolean> {
    const { id, userId, friendIds } = share;
    const [removed] = await this.run((pipeline) => {
      pipeline.hdel(keys.shares(userId), fields.share(id));
      pipeline.zrem(keys.ends, memberOf(share));
      const lost = friendIds.map((friendId) => fields.lost(id, friendId));
      pipeline.hdel(keys.shares(userId), fields.confirmed(id), ...lost);
    });

    return removed === 1;
  }

  /** Takes a friend out of a share. Returns false when the friend was not in it. */
  async removeFriend({ id, userId }: LocationShare, friendId: string): Promise<boolean> {
    const [removed] = await this.run((pipeline) => {
      pipeline.hsetnx(keys.shares(userId), fields.lost(id, friendId), '1');
      // The share may have ended meanwhile, and its key with it.
      pipeline.expire(keys.shares(userId), maxLocationShareSeconds);
    });

    return removed === 1;
  }

  /** Returns false when the device reports its position too often. */
  async takeTurn(sessionId: string): Promise<boolean> {
    const intervalMs = this.config.LOCATION_INTERVAL_MS;
    if (intervalMs === 0) return true;

    const [taken] = await this.run((pipeline) =>
      pipeline.set(keys.turn(sessionId), '1', 'PX', intervalMs, 'NX'),
    );

    return taken === 'OK';
  }

  async setPosition(sessionId: string, position: StoredPosition): Promise<void> {
    const ttl = this.config.LOCATION_TTL_SECONDS;
    await this.run((pipeline) =>
      pipeline.set(keys.position(sessionId), JSON.stringify(position), 'EX', ttl),
    );
  }

  /** Returns the last position of each device; undefined when it has none, or only an old one. */
  async positionsOf(sessionIds: readonly string[]): Promise<(StoredPosition | undefined)[]> {
    const found = await this.run((pipeline) => {
      for (const sessionId of sessionIds) pipeline.get(keys.position(sessionId));
    });
    const oldest = this.clock.now().getTime() - this.config.LOCATION_TTL_SECONDS * 1_000;

    return (found as (string | null)[]).map((text) => {
      const position = text === null ? undefined : (JSON.parse(text) as StoredPosition);
      return position && position.at > oldest ? position : undefined;
    });
  }

  /** Forgets the position of a device, and returns its user if it shared its location. */
  async takeSharer(sessionId: string): Promise<string | undefined> {
    const [userId] = await this.run((pipeline) => {
      pipeline.getdel(keys.sharer(sessionId));
      pipeline.del(keys.position(sessionId));
    });

    return (userId as string | null) ?? undefined;
  }

  /** Returns the users who may share their location with a user, or in one of the conversations. */
  async listSharers(
    userId: string | undefined,
    conversationIds: readonly string[],
  ): Promise<string[]> {
    const indexes = conversationIds.map(keys.inConversation);
    if (userId !== undefined) indexes.push(keys.toUser(userId));
    const [sharers] = await this.run((pipeline) => pipeline.sunion(...indexes));

    return sharers as string[];
  }

  /** Returns shares whose time is over, at most 100. */
  async listEnded(): Promise<{ userId: string; shareId: string }[]> {
    const now = this.clock.now().getTime();
    const [members] = await this.run((pipeline) =>
      pipeline.zrangebyscore(keys.ends, '-inf', now, 'LIMIT', 0, maxEnded),
    );

    return (members as string[]).map((member) => {
      const [userId = '', shareId = ''] = member.split(' ');
      return { userId, shareId };
    });
  }

  /** Returns a share whose time is over, to end it; undefined when it was ended. */
  async findEnded(userId: string, shareId: string): Promise<LocationShare | undefined> {
    const [text] = await this.run((pipeline) => {
      pipeline.hget(keys.shares(userId), fields.share(shareId));
      pipeline.zrem(keys.ends, `${userId} ${shareId}`);
    });

    return text === null ? undefined : (JSON.parse(text as string) as LocationShare);
  }

  /** Sends commands in one round trip and returns their results. */
  private async run(send: (pipeline: Pipeline) => unknown): Promise<unknown[]> {
    const pipeline = this.redis.client.pipeline();
    send(pipeline);
    const results = (await pipeline.exec()) ?? [];

    return results.map(([cause, result]) => {
      if (cause) throw new AppError(commonErrors.SERVICE_UNAVAILABLE, { cause, retryAfterSeconds });
      return result;
    });
  }
}

function memberOf({ userId, id }: LocationShare): string {
  return `${userId} ${id}`;
}

function sharesIn(stored: Fields): LocationShare[] {
  return Object.entries(stored).flatMap(([name, text]) => {
    if (!name.startsWith(fields.share(''))) return [];
    const share = JSON.parse(text) as LocationShare;
    const confirmedAt = stored[fields.confirmed(share.id)];

    const friendIds = share.friendIds.filter(
      (friendId) => stored[fields.lost(share.id, friendId)] === undefined,
    );

    return { ...share, friendIds, confirmedAt: confirmedAt ? Number(confirmedAt) : undefined };
  });
}
