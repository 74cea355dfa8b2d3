import { Injectable } from '@nestjs/common';
import {
  AppError,
  commonErrors,
  InjectConfig,
  messageLimit,
  RateLimiter,
} from '@tribe/service-kit';
import type { RealtimeConfig } from '../config';

/** Counts the messages and read marks of users, in one counter with those of HTTP. */
@Injectable()
export class MessageLimits {
  constructor(
    private readonly limiter: RateLimiter,
    @InjectConfig() private readonly config: RealtimeConfig,
  ) {}

  /** @throws AppError RATE_LIMITED above the limit */
  async count(userId: string): Promise<void> {
    if (!this.config.RATE_LIMIT_ENABLED) return;
    const { limited, resetSeconds } = await this.limiter.consume(`user:${userId}`, messageLimit);
    if (limited) throw new AppError(commonErrors.RATE_LIMITED, { retryAfterSeconds: resetSeconds });
  }
}
