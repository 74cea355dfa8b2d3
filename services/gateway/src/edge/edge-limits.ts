import { Injectable } from '@nestjs/common';
import { AppError, InjectConfig, networkOf, type RateLimit, RateLimiter } from '@tribe/service-kit';
import type { LimitGroup } from '@tribe/service-kit/edge';
import type { FastifyReply } from 'fastify';
import type { GatewayConfig } from '../config';
import { errors } from '../errors';

const limits: Readonly<Record<LimitGroup, RateLimit>> = {
  read: { name: 'read', points: 100, windowSeconds: 60 },
  write: { name: 'write', points: 30, windowSeconds: 60 },
  auth: { name: 'auth', points: 5, windowSeconds: 60 },
};

const policies: Readonly<Record<LimitGroup, string>> = {
  read: policyOf(limits.read),
  write: policyOf(limits.write),
  auth: policyOf(limits.auth),
};

/** Who is counted: a signed-in person wherever they are, anybody else by address. */
export interface Counted {
  readonly userId: string | undefined;
  readonly address: string;
}

/** Counts requests of all gateways together and refuses what is over the limit of its group. */
@Injectable()
export class EdgeLimits {
  private readonly enabled: boolean;

  constructor(
    private readonly limiter: RateLimiter,
    @InjectConfig() config: GatewayConfig,
  ) {
    this.enabled = config.RATE_LIMIT_ENABLED;
    if (this.enabled) limiter.prepare(Object.values(limits));
  }

  /**
   * Counts one request and puts `RateLimit` and `RateLimit-Policy` on its answer. Log-in and registration are counted
   * by address even for somebody who is signed in.
   *
   * @throws AppError RATE_LIMITED with the seconds until the window ends
   */
  async count(group: LimitGroup, { userId, address }: Counted, reply: FastifyReply): Promise<void> {
    if (!this.enabled) return;
    const key =
      userId === undefined || group === 'auth' ? `address:${networkOf(address)}` : `user:${userId}`;
    const state = await this.limiter.consume(key, limits[group]);
    reply.header('ratelimit-policy', policies[group]);
    reply.header('ratelimit', `"${group}";r=${state.remaining};t=${state.resetSeconds}`);
    if (state.limited)
      throw new AppError(errors.RATE_LIMITED, { retryAfterSeconds: state.resetSeconds });
  }
}

function policyOf({ name, points, windowSeconds }: RateLimit): string {
  return `"${name}";q=${points};w=${windowSeconds}`;
}
