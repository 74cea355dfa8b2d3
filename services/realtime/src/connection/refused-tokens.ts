import { Injectable } from '@nestjs/common';
import {
  AppError,
  clientAddressOf,
  countersOf,
  InjectConfig,
  RateLimiter,
  readLimit,
} from '@tribe/service-kit';
import type { RealtimeConfig } from '../config';
import { errors } from '../errors';
import type { TribeSocket } from '../socket/socket.types';

/** Counts refused tokens by address, in one counter with those of HTTP, so that guessing tokens is limited. */
@Injectable()
export class RefusedTokens {
  constructor(
    private readonly limiter: RateLimiter,
    @InjectConfig() private readonly config: RealtimeConfig,
  ) {}

  /** @throws AppError RATE_LIMITED above the limit */
  async count({ handshake }: TribeSocket): Promise<void> {
    if (!this.config.RATE_LIMIT_ENABLED) return;

    const address = clientAddressOf(
      handshake.headers['x-forwarded-for'],
      handshake.address,
      this.config.TRUSTED_PROXIES,
    );

    const { limited, resetSeconds } = await this.limiter.consumeAll(countersOf(address, readLimit));
    if (limited) throw new AppError(errors.RATE_LIMITED, { retryAfterSeconds: resetSeconds });
  }
}
