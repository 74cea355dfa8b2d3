import { Injectable } from '@nestjs/common';
import {
  AppError,
  countersOf,
  InjectConfig,
  messageLimit,
  type RateLimit,
  RateLimiter,
  readLimit,
} from '@tribe/service-kit';
import { LeasedLimiter, type LimitGroup, type RateLimitState } from '@tribe/service-kit/edge';
import type { FastifyReply } from 'fastify';
import type { GatewayConfig } from '../config';
import { errors } from '../errors';

const limits: Readonly<Record<LimitGroup, RateLimit>> = {
  read: readLimit,
  write: { name: 'write', points: 30, windowSeconds: 60 },
  auth: { name: 'auth', points: 5, windowSeconds: 60 },
  // By address, and many people can be behind the address of a carrier: none may keep the others from staying logged in.
  refresh: { name: 'refresh', points: 300, windowSeconds: 60 },
  message: messageLimit,
  // Each push has up to 500 operations, which are not counted one by one.
  push: { name: 'push', points: 3, windowSeconds: 60 },
};

const policies: Readonly<Record<LimitGroup, string>> = {
  read: policyOf(limits.read),
  write: policyOf(limits.write),
  auth: policyOf(limits.auth),
  refresh: policyOf(limits.refresh),
  message: policyOf(limits.message),
  push: policyOf(limits.push),
};

/** The client of a request. Authenticated requests are counted by user, other requests by address. */
export interface CountedClient {
  readonly userId: string | undefined;
  readonly address: string;
}

/** Counts the requests of all gateways, and refuses requests above the limit of their group. */
@Injectable()
export class EdgeLimits {
  private readonly enabled: boolean;
  private readonly leased: LeasedLimiter;
  private readonly handshakes: RateLimit;

  constructor(
    private readonly limiter: RateLimiter,
    @InjectConfig() config: GatewayConfig,
  ) {
    this.enabled = config.RATE_LIMIT_ENABLED;
    this.leased = new LeasedLimiter(limiter);
    const points = config.HANDSHAKES_PER_MINUTE;
    this.handshakes = { name: 'handshake', points, windowSeconds: 60 };
    if (this.enabled) limiter.prepare([...Object.values(limits), this.handshakes]);
  }

  /**
   * Counts a request and sets `RateLimit` and `RateLimit-Policy` on its response. Log-ins and registrations are always
   * counted by address. Returns no promise if this gateway holds a point of the user.
   *
   * @throws AppError RATE_LIMITED with the seconds until the window ends
   */
  count(group: LimitGroup, client: CountedClient, reply: FastifyReply): Promise<void> | undefined {
    if (!this.enabled) return undefined;
    const state = this.consume(group, client);
    if (state instanceof Promise) return state.then((counted) => apply(group, counted, reply));
    apply(group, state, reply);

    return undefined;
  }

  /** Counts a WebSocket handshake of an address. */
  async countHandshake(address: string): Promise<Pick<RateLimitState, 'limited' | 'resetSeconds'>> {
    if (!this.enabled) return { limited: false, resetSeconds: 0 };
    return this.limiter.consumeAll(countersOf(address, this.handshakes));
  }

  /** Only requests of users are counted by lease: guesses and unknown clients are counted exactly, by address. */
  private consume(
    group: LimitGroup,
    { userId, address }: CountedClient,
  ): RateLimitState | Promise<RateLimitState> {
    if (userId === undefined || group === 'auth')
      return this.limiter.consumeAll(countersOf(address, limits[group]));
    return this.leased.consume(`user:${userId}`, limits[group]);
  }
}

/** @throws AppError RATE_LIMITED */
function apply(group: LimitGroup, state: RateLimitState, reply: FastifyReply): void {
  reply.header('ratelimit-policy', policies[group]);
  reply.header('ratelimit', `"${group}";r=${state.remaining};t=${state.resetSeconds}`);
  if (state.limited)
    throw new AppError(errors.RATE_LIMITED, { retryAfterSeconds: state.resetSeconds });
}

function policyOf({ name, points, windowSeconds }: RateLimit): string {
  return `"${name}";q=${points};w=${windowSeconds}`;
}
