import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { lastValueFrom, type Observable, of } from 'rxjs';
import type { BaseConfig } from '../config/base.config';
import { InjectConfig } from '../config/inject-config.decorator';
import type { RequestScope } from '../context/request-context';
import { isTransactionConflict } from '../data/conflict.rules';
import { Database } from '../data/database';
import { beforeDeadline } from '../data/open-transaction';
import { RequestTransaction } from '../data/request-transaction';
import { withRequestTransaction } from '../data/transaction-scope';
import { AppError } from '../errors/app-error';
import { commonErrors } from '../errors/common-errors';
import { endpointMetadata, type EndpointSpec } from '../http/endpoint.decorator';
import { statusOf } from '../http/existing';
import { scopeOf } from '../http/request-scope';
import { accessTokenIn, CredentialReplays } from './credential-replays';
import { PendingKey } from './pending-key';
import { type KeyedRequest, KeySecrets, sameBytes } from './sealed-response';
import { KeyTakenError } from './stored-keys';
import { type StoredResponse, StoredResponses } from './stored-responses';

const maxTries = 3;
const firstPauseMs = 10;
const keyFormat = /^[\x20-\x7e]{1,255}$/;
const jsonType = 'application/json; charset=utf-8';

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly spec: EndpointSpec;
}

type Answer =
  | { readonly kind: 'fresh' | 'replayed'; readonly status: number; readonly body: string }
  | { readonly kind: 'refused'; readonly error: AppError };

/**
 * Executes a POST with an `Idempotency-Key` once. The first write of the handler opens one transaction, which all further
 * statements join and which also stores the response. So effect and response are either both committed or both rolled
 * back. After a deadlock or a serialization failure, the handler runs again.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    @InjectConfig() private readonly config: BaseConfig,
    private readonly database: Database,
    private readonly responses: StoredResponses,
    private readonly modules: ModuleRef,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    if (key === undefined) return next.handle();
    if (typeof key !== 'string' || !keyFormat.test(key))
      throw new AppError(commonErrors.IDEMPOTENCY_KEY_INVALID);
    const reply = http.getResponse<FastifyReply>();

    const spec = Reflect.getMetadata(endpointMetadata, context.getHandler()) as EndpointSpec;

    const answer = await this.answerOnce({ request, reply, spec }, key, () =>
      lastValueFrom(next.handle(), { defaultValue: undefined }),
    );

    if (answer.kind === 'refused') throw answer.error;
    if (answer.kind === 'replayed') reply.header('idempotency-replayed', 'true');
    reply.code(answer.status);
    if (answer.body === '') return of(undefined);
    reply.header('content-type', jsonType);

    return of(answer.body);
  }

  private answerOnce(
    { request, reply, spec }: Exchange,
    key: string,
    handle: () => Promise<unknown>,
  ): Promise<Answer> {
    const scope = scopeOf(request);

    const secrets = new KeySecrets(
      scopeText(request, scope),
      key,
      this.config.IDEMPOTENCY_SECRET ?? '',
    );

    const mac = secrets.macOf(`${request.url}\n${JSON.stringify(request.body) ?? ''}`);

    const keyed = { secrets, mac };
    if (!spec.storesKey) return this.answerInTransaction(keyed, reply, handle);

    const pending = new PendingKey(secrets, mac, reply.statusCode, this.responses.expiresAt);
    scope.pendingKey = pending;

    return this.answerStoredByHandler({ ...keyed, pending }, reply, handle);
  }

  private async answerInTransaction(
    keyed: KeyedRequest,
    reply: FastifyReply,
    handle: () => Promise<unknown>,
  ): Promise<Answer> {
    for (let tried = 1; ; tried++) {
      const replayed = await this.replayOpen(keyed);
      if (replayed !== undefined) return replayed;

      try {
        return await this.handleAndStore(keyed, reply, handle);
      } catch (error) {
        if (tried >= maxTries || !mayTryAgain(error)) throw error;
        await sleep(firstPauseMs * 2 ** tried * (0.5 + Math.random()));
      }
    }
  }

  /** Replays the stored response, unless it has credentials that are no longer valid: then the request is executed again. */
  private async replayOpen(keyed: KeyedRequest): Promise<Answer | undefined> {
    const { secrets } = keyed;
    const stored = await this.responses.find(secrets);
    if (stored === undefined) return undefined;
    const answer = replay(stored, keyed);
    const accessToken = answer.kind === 'replayed' ? accessTokenIn(answer.body) : undefined;
    if (accessToken === undefined || (await this.mayRepeat(accessToken))) return answer;
    await this.responses.delete(stored);

    return undefined;
  }

  private async mayRepeat(accessToken: string): Promise<boolean> {
    return this.modules.get(CredentialReplays, { strict: false }).mayRepeat(accessToken);
  }

  private async handleAndStore(
    keyed: KeyedRequest,
    reply: FastifyReply,
    handle: () => Promise<unknown>,
  ): Promise<Answer> {
    const transaction = new RequestTransaction(this.database.pool, (opened) =>
      this.responses.claim(opened, keyed.secrets),
    );

    try {
      const answer = await beforeDeadline(
        withRequestTransaction(transaction, () => handleOnce(reply, handle)),
      );

      if (answer.kind === 'fresh' && answer.status < 300)
        await this.responses.store(await transaction.open(), keyed, answer);
      await transaction.commit();

      return answer;
    } catch (error) {
      await transaction.rollback();
      throw error;
    }
  }

  /** Looks the key up first, because a request that succeeded might be refused in the present state. */
  private async answerStoredByHandler(
    { pending, ...keyed }: KeyedRequest & { readonly pending: PendingKey },
    reply: FastifyReply,
    handle: () => Promise<unknown>,
  ): Promise<Answer> {
    const stored = await this.responses.find(keyed.secrets);
    if (stored !== undefined) return replay(stored, keyed);

    try {
      const answer = await handleOnce(reply, handle);
      if (answer.kind !== 'fresh') return await this.confirmRefusal(answer, keyed);
      return { ...answer, body: pending.storedBody ?? answer.body };
    } catch (error) {
      if (!(error instanceof KeyTakenError)) throw error;
      const other = await this.responses.find(keyed.secrets);
      if (other === undefined) throw error;

      return replay(other, keyed);
    }
  }

  /** A refusal may be the effect of the same request, which was executed meanwhile. */
  private async confirmRefusal(answer: Answer, keyed: KeyedRequest): Promise<Answer> {
    const other = await this.responses.find(keyed.secrets);
    return other === undefined ? answer : replay(other, keyed);
  }
}

/**
 * An AppError below 500 commits the earlier writes of the handler, exactly as without a key (a reused refresh token
 * must still end its session). Any other error rolls back everything, so that the client can retry.
 */
async function handleOnce(reply: FastifyReply, handle: () => Promise<unknown>): Promise<Answer> {
  try {
    const view = await handle();
    const body = JSON.stringify(view) ?? '';
    return { kind: 'fresh', status: statusOf(view, reply.statusCode), body };
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return { kind: 'refused', error };
    throw error;
  }
}

/** A conflict with another transaction, or another request that has stored the key, whose response is then replayed. */
function mayTryAgain(error: unknown): boolean {
  return error instanceof KeyTakenError || isTransactionConflict(error);
}

function replay(stored: StoredResponse, { secrets, mac }: KeyedRequest): Answer {
  if (!sameBytes(stored.request_mac, mac)) throw new AppError(commonErrors.IDEMPOTENCY_KEY_REUSED);
  return { kind: 'replayed', status: stored.status, body: secrets.open(stored.response) };
}

/**
 * A key belongs to one caller, method and path, so that no caller gets another's response by guessing a key. The key of a
 * caller without a token belongs to the exact request: two strangers that use the same key do not share it.
 */
function scopeText({ url, method, body }: FastifyRequest, scope: RequestScope): string {
  const path = url.split('?', 1)[0] ?? '';
  const userId = scope.caller?.userId;
  if (userId !== undefined) return `${userId} ${method} ${path}`;
  const hash = createHash('sha256').update(JSON.stringify(body) ?? '');

  return `anonymous ${hash.digest('base64url')} ${method} ${path}`;
}
