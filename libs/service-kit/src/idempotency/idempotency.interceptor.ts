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
import { batched } from '../data/batched';
import { Database } from '../data/database';
import { inNewTransaction } from '../data/open-transaction';
import type { Sql } from '../data/sql';
import { withTransaction } from '../data/transaction-scope';
import { AppError } from '../errors/app-error';
import { commonErrors } from '../errors/common-errors';
import { endpointMetadata, type EndpointSpec } from '../http/endpoint.decorator';
import { scopeOf } from '../http/request-scope';
import { PendingKey } from './pending-key';
import { KeySecrets, sameBytes } from './sealed-response';
import { KeyTakenError } from './stored-keys';

const retentionMs = 24 * 60 * 60 * 1_000;
const retrySeconds = 1;
const keyFormat = /^[\x20-\x7e]{1,255}$/;
const jsonType = 'application/json; charset=utf-8';

const storeSql = `
  INSERT INTO idempotency_keys (key_hash, request_mac, status, response, expires_at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (key_hash) DO UPDATE
  SET request_mac = excluded.request_mac, status = excluded.status, response = excluded.response,
      expires_at = excluded.expires_at`;

const findSql = `
  SELECT encode(key_hash, 'hex') AS key_hash, request_mac, status, response, expires_at
    FROM unnest($1::text[]) AS asked (hash)
   CROSS JOIN LATERAL (SELECT * FROM idempotency_keys WHERE key_hash = decode(asked.hash, 'hex') OFFSET 0) AS stored`;

interface StoredResponse {
  readonly key_hash: string;
  readonly expires_at: Date;
  readonly request_mac: Uint8Array;
  readonly status: number;
  readonly response: Uint8Array;
}

/** Returns the stored response of a key by its hash in hexadecimal. Concurrent requests share a statement. */
const findStored = batched(async (sql: Sql, hashes: readonly string[]) => {
  const rows = await sql.query<StoredResponse>('idempotency_keys_find', findSql, [hashes]);
  return new Map(rows.map((row) => [row.key_hash, row]));
});

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly spec: EndpointSpec;
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

    if (spec.storesKey) {
      const pending = new PendingKey(secrets, mac, reply.statusCode, this.expiresAt());
      scope.pendingKey = pending;
      return this.answerStoredByHandler({ secrets, mac, pending }, reply, handle);
    }

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

  /** Looks the key up first, because a request that succeeded might be refused in the present state. */
  private async answerStoredByHandler(
    { secrets, mac, pending }: { secrets: KeySecrets; mac: Buffer; pending: PendingKey },
    reply: FastifyReply,
    handle: () => Promise<unknown>,
  ): Promise<Answer> {
    const stored = await this.find(secrets);
    if (stored !== undefined) return replay(stored, secrets, mac);

    try {
      const answer = await handleOnce(reply, handle);
      if (answer.kind !== 'fresh') return answer;
      return { ...answer, body: pending.storedBody ?? answer.body };
    } catch (error) {
      const other = error instanceof KeyTakenError ? await this.find(secrets) : undefined;
      if (other === undefined) throw error;
      return replay(other, secrets, mac);
    }
  }

  private expiresAt(): Date {
    return new Date(this.clock.now().getTime() + retentionMs);
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
    const stored = await findStored(this.database, hash.toString('hex'));
    return stored !== undefined && stored.expires_at > this.clock.now() ? stored : undefined;
  }

  private async store(
    secrets: KeySecrets,
    mac: Buffer,
    { status, body }: { status: number; body: string },
  ): Promise<void> {
    await this.database.query('idempotency_key_store', storeSql, [
      secrets.hash,
      mac,
      status,
      secrets.seal(body),
      this.expiresAt(),
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
