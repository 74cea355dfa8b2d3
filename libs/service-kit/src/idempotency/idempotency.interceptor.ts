import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { lastValueFrom, type Observable, of } from 'rxjs';
import { Clock } from '../clock/clock';
import type { BaseConfig } from '../config/base.config';
import { InjectConfig } from '../config/inject-config.decorator';
import type { RequestScope } from '../context/request-context';
import { Database } from '../data/database';
import { inNewTransaction } from '../data/open-transaction';
import { withTransaction } from '../data/transaction-scope';
import { AppError } from '../errors/app-error';
import { commonErrors } from '../errors/common-errors';
import { scopeOf } from '../http/request-scope';
import { KeySecrets, sameBytes } from './sealed-response';

const retentionMs = 24 * 60 * 60 * 1_000;
const retrySeconds = 1;
const keyFormat = /^[\x20-\x7e]{1,255}$/;
const jsonType = 'application/json; charset=utf-8';

const storeSql = `
  INSERT INTO idempotency_keys (key_hash, request_mac, status, response, expires_at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (key_hash) DO UPDATE
  SET request_mac = excluded.request_mac, status = excluded.status, response = excluded.response,
      expires_at = excluded.expires_at`;

interface StoredResponse {
  readonly request_mac: Uint8Array;
  readonly status: number;
  readonly response: Uint8Array;
}

type Answer =
  | { readonly kind: 'fresh' | 'replayed'; readonly status: number; readonly body: string }
  | { readonly kind: 'refused'; readonly error: AppError };

/**
 * Executes a POST with an `Idempotency-Key` once. The request gets one transaction, which all statements of the handler
 * join and which also stores the response. So effect and response are either both committed or both rolled back.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    @InjectConfig() private readonly config: BaseConfig,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    if (key === undefined) return next.handle();
    if (typeof key !== 'string' || !keyFormat.test(key))
      throw new AppError(commonErrors.IDEMPOTENCY_KEY_INVALID);
    const reply = http.getResponse<FastifyReply>();

    const answer = await this.answerOnce(request, reply, key, () =>
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
    request: FastifyRequest,
    reply: FastifyReply,
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

    return this.inTransactionOfRequest(async () => {
      if (!(await this.tryLock(secrets)))
        throw new AppError(commonErrors.IDEMPOTENCY_KEY_IN_FLIGHT, {
          retryAfterSeconds: retrySeconds,
        });

      const stored = await this.find(secrets);
      if (stored !== undefined) return replay(stored, secrets, mac);
      const answer = await handleOnce(reply, handle);
      if (answer.kind === 'fresh' && answer.status < 300) await this.store(secrets, mac, answer);

      return answer;
    });
  }

  private inTransactionOfRequest<T>(work: () => Promise<T>): Promise<T> {
    return inNewTransaction(this.database.pool, (transaction) =>
      withTransaction(transaction, false, work),
    );
  }

  private async tryLock({ lockNumber }: KeySecrets): Promise<boolean> {
    const text = 'SELECT pg_try_advisory_xact_lock($1) AS locked';
    const [row] = await this.database.query<{ locked: boolean }>('idempotency_key_lock', text, [
      lockNumber,
    ]);
    return row?.locked === true;
  }

  private async find({ hash }: KeySecrets): Promise<StoredResponse | undefined> {
    const text =
      'SELECT request_mac, status, response FROM idempotency_keys WHERE key_hash = $1 AND expires_at > $2';
    const [row] = await this.database.query<StoredResponse>('idempotency_key_find', text, [
      hash,
      this.clock.now(),
    ]);
    return row;
  }

  private async store(
    secrets: KeySecrets,
    mac: Buffer,
    { status, body }: { status: number; body: string },
  ): Promise<void> {
    const expiresAt = new Date(this.clock.now().getTime() + retentionMs);
    await this.database.query('idempotency_key_store', storeSql, [
      secrets.hash,
      mac,
      status,
      secrets.seal(body),
      expiresAt,
    ]);
  }
}

/**
 * An AppError below 500 commits the earlier writes of the handler, exactly as without a key (a reused refresh token
 * must still end its session). Any other error rolls back everything, so that the client can retry.
 */
async function handleOnce(reply: FastifyReply, handle: () => Promise<unknown>): Promise<Answer> {
  try {
    const body = JSON.stringify(await handle()) ?? '';
    return { kind: 'fresh', status: reply.statusCode, body };
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return { kind: 'refused', error };
    throw error;
  }
}

function replay(stored: StoredResponse, secrets: KeySecrets, mac: Buffer): Answer {
  if (!sameBytes(stored.request_mac, mac)) throw new AppError(commonErrors.IDEMPOTENCY_KEY_REUSED);
  return { kind: 'replayed', status: stored.status, body: secrets.open(stored.response) };
}

/** A key belongs to one caller, method and path, so that no caller gets another's response by guessing a key. */
function scopeText(request: FastifyRequest, scope: RequestScope): string {
  const path = request.url.split('?', 1)[0] ?? '';
  return `${scope.caller?.userId ?? 'anonymous'} ${request.method} ${path}`;
}
