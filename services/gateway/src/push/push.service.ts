import { Injectable } from '@nestjs/common';
import {
  AppError,
  BoundedWork,
  type Caller,
  InjectConfig,
  Logger,
  QueueFullError,
} from '@tribe/service-kit';
import type { FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../config';
import { errors } from '../errors';
import { type OwnerAnswer, OwnerClient } from '../proxy/owner-client';
import type { PushBody, PushedOperation, PushResponse } from './push.dto';
import { endpointOf } from './push.operations';
import { isFinal } from './push.rules';
import { pushResultView } from './push.view';

/** Pushes of all users of this replica at the same time, and waiting for it; further ones are refused. */
const concurrency = 32;
const queueLimit = 64;
const retryAfterSeconds = 2;

/** Executes operations that a device has queued, one after the other, at their owners. */
@Injectable()
export class PushService {
  private readonly work = new BoundedWork(concurrency, queueLimit);
  private readonly busyUsers = new Set<string>();
  private readonly logger: Logger;

  constructor(
    private readonly owners: OwnerClient,
    logger: Logger,
    @InjectConfig() private readonly config: GatewayConfig,
  ) {
    this.logger = logger.for('PushService');
  }

  /** @throws AppError PUSH_IN_PROGRESS or OVERLOADED; then nothing was tried */
  async push({ userId }: Caller, body: PushBody, request: FastifyRequest): Promise<PushResponse> {
    if (this.busyUsers.has(userId))
      throw new AppError(errors.PUSH_IN_PROGRESS, { retryAfterSeconds });
    this.busyUsers.add(userId);

    try {
      return await this.work.run(() => this.execute(body.operations, request));
    } catch (error) {
      if (!(error instanceof QueueFullError)) throw error;
      throw new AppError(errors.OVERLOADED, { retryAfterSeconds });
    } finally {
      this.busyUsers.delete(userId);
    }
  }

  /** Stops at the first operation without a final answer, and at the deadline. */
  private async execute(
    operations: readonly PushedOperation[],
    request: FastifyRequest,
  ): Promise<PushResponse> {
    const deadline = AbortSignal.timeout(this.config.PUSH_TIMEOUT_MS);
    const results: PushResponse['results'] = [];

    for (const operation of operations) {
      const answer = await this.answerTo(operation, request, deadline);
      if (answer === undefined || !isFinal(answer))
        return {
          results,
          is_complete: false,
          retry_after: Math.ceil(answer?.retryAfter ?? retryAfterSeconds),
        };
      results.push(pushResultView(operation.id, answer));
    }

    return { results, is_complete: true, retry_after: null };
  }

  /** Returns undefined without an answer in time; the operation may have taken effect then. */
  private async answerTo(
    operation: PushedOperation,
    request: FastifyRequest,
    deadline: AbortSignal,
  ): Promise<OwnerAnswer | undefined> {
    if (deadline.aborted) return undefined;
    const endpoint = endpointOf(operation);
    const timeout = AbortSignal.timeout(this.config.COMPOSED_TIMEOUT_MS);

    try {
      return await this.owners.call(request, {
        ...endpoint,
        method: 'POST',
        body: JSON.stringify(operation.body),
        idempotencyKey: operation.id,
        signal: AbortSignal.any([deadline, timeout]),
      });
    } catch (cause) {
      this.logger.warn({ err: cause, ...endpoint }, 'an operation has no answer');
      return undefined;
    }
  }
}
