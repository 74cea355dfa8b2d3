import { Injectable } from '@nestjs/common';
import {
  AppError,
  BoundedWork,
  type CallCounter,
  QueueFullError,
  RateLimiter,
} from '@tribe/service-kit';
import { errors } from '../errors';

/** Attempts that wait for the one before; far more than a person makes at once. */
const maxWaiting = 100;
const retryAfterSeconds = 2;

/**
 * Limits attempts to guess a secret. Attempts on the same secret are checked one after another, so that right ones at the
 * same moment do not use up the limit; each counts as failed before it is checked, so that the attempts of other processes
 * see it.
 */
@Injectable()
export class LimitedAttempts {
  private readonly lanes = new Map<string, Lane>();

  constructor(private readonly limiter: RateLimiter) {}

  /**
   * Runs one attempt. It counts as failed when `check` refuses it with a problem below 500, ends the count when `check`
   * resolves, and does not count when `check` fails in another way. Call it outside of transactions, because it waits.
   *
   * @throws AppError TOO_MANY_LOGIN_ATTEMPTS, OVERLOADED; the error of `check`
   */
  async run<T>(
    counters: readonly [CallCounter, ...CallCounter[]],
    check: () => Promise<T>,
  ): Promise<T> {
    const [{ key, limit }] = counters;
    const id = `${limit.name}:${key}`;
    const lane = this.lanes.get(id) ?? new Lane();
    this.lanes.set(id, lane);

    try {
      return await lane.run(() => this.attempt(counters, check));
    } finally {
      if (lane.isIdle) this.lanes.delete(id);
    }
  }

  /** Ends the count of failed attempts. */
  async forgive(counters: readonly CallCounter[]): Promise<void> {
    await Promise.all(counters.map(({ key, limit }) => this.limiter.reset(key, limit)));
  }

  private async attempt<T>(counters: readonly CallCounter[], check: () => Promise<T>): Promise<T> {
    const { limited, resetSeconds } = await this.limiter.consumeAll(counters);
    if (limited)
      throw new AppError(errors.TOO_MANY_LOGIN_ATTEMPTS, { retryAfterSeconds: resetSeconds });

    const result = await check().catch(async (error: unknown) => {
      if (!isRefusal(error)) await this.giveBack(counters);
      throw error;
    });

    await this.forgive(counters);

    return result;
  }

  private async giveBack(counters: readonly CallCounter[]): Promise<void> {
    await Promise.all(counters.map(({ key, limit }) => this.limiter.giveBack(key, limit)));
  }
}

/** The attempts on one secret. */
class Lane {
  private readonly work = new BoundedWork(1, maxWaiting);
  private open = 0;

  get isIdle(): boolean {
    return this.open === 0;
  }

  async run<T>(attempt: () => Promise<T>): Promise<T> {
    this.open += 1;

    try {
      return await this.work.run(attempt);
    } catch (error) {
      if (error instanceof QueueFullError)
        throw new AppError(errors.OVERLOADED, { retryAfterSeconds, cause: error });
      throw error;
    } finally {
      this.open -= 1;
    }
  }
}

/** Whether an attempt was wrong, rather than stopped by an overload or an outage, which tells nothing about the secret. */
function isRefusal(error: unknown): boolean {
  return error instanceof AppError && error.status < 500;
}
