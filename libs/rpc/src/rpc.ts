import { setTimeout as sleep } from 'node:timers/promises';
import {
  create,
  type DescMethod,
  type DescMethodUnary,
  type DescService,
  fromBinary,
  type Message,
  type MessageInitShape,
  type MessageShape,
  toBinary,
} from '@bufbuild/protobuf';
import { headers, type Msg, type NatsConnection, RequestError } from '@nats-io/transport-node';
import { Injectable } from '@nestjs/common';
import {
  type BaseConfig,
  commonErrors,
  AppError,
  hasOpenTransaction,
  InjectConfig,
  isInTransaction,
  Lifecycle,
  Nats,
  RequestContext,
  ServiceName,
} from '@tribe/service-kit';
import { callSubjectOf } from './rpc-subject.rules';
import { decodeError, rpcHeader } from './rpc-wire';
import { RpcMetrics } from './rpc.metrics';

export interface RpcCallOptions {
  /** Milliseconds until the call fails, including the retry, times `DEADLINE_FACTOR`: at most 3000, default 1000. */
  readonly deadlineMs?: number;
}

/** The client of a proto service. */
export type RpcClient<Service extends DescService> = {
  readonly [Name in keyof Service['method']]: Service['method'][Name] extends DescMethodUnary<
    infer I,
    infer O
  >
    ? (request: MessageInitShape<I>, options?: RpcCallOptions) => Promise<MessageShape<O>>
    : never;
};

const defaultDeadlineMs = 1_000;
/** How long the broker lets a service answer a call (`allow_responses`). */
const maxDeadlineMs = 3_000;
const retryAfterSeconds = 1;
/** Wait before the retry; about the gap between the subscriptions of a restarting replica. */
const noRespondersPauseMs = 50;

/**
 * Calls other services. Use it only for fresh answers that cannot be projected, and never inside a transaction. The class
 * that makes a call declares it with `@Calls`.
 *
 * @example
 * const { allowed } = await rpc.client(GoalAccessService).checkGoalAccess({ goalId, userId }, { deadlineMs: 500 });
 */
@Injectable()
export class Rpc {
  private readonly clients = new Map<string, object>();
  private readonly isStrict: boolean;

  constructor(
    private readonly nats: Nats,
    private readonly service: ServiceName,
    private readonly context: RequestContext,
    private readonly metrics: RpcMetrics,
    @InjectConfig() private readonly config: BaseConfig,
    lifecycle: Lifecycle,
  ) {
    this.isStrict = config.NODE_ENV !== 'production';
    // Opens the connection early. The service must start even when the broker is down.
    lifecycle.onStart(() => void this.nats.connection.catch(() => undefined));
  }

  /**
   * Returns the client of a proto service. Its methods throw
   * - the AppError that the callee threw,
   * - AppError RPC_UNAVAILABLE (503, Retry-After) when no replica answers in time or NATS is down,
   * - AppError BAD_GATEWAY when the answer is invalid,
   * - Error inside a transaction, which would hold locks while it waits for another service; in tests and development also
   *   after the first write of a request with an Idempotency-Key, whose transaction stays open until its response.
   *
   * Only a call that found no listening replica is retried, once.
   */
  client<Service extends DescService>(service: Service): RpcClient<Service> {
    const known = this.clients.get(service.typeName);
    if (known) return known as RpcClient<Service>;

    const client = Object.fromEntries(
      service.methods.map((method) => [method.localName, this.methodOf(method)]),
    );

    this.clients.set(service.typeName, client);

    return client as RpcClient<Service>;
  }

  private methodOf(method: DescMethod) {
    const subject = callSubjectOf(method, this.service.name);
    const name = `${method.parent.name}.${method.name}`;
    return async (
      request: MessageInitShape<typeof method.input>,
      options: RpcCallOptions = {},
    ): Promise<Message> => {
      const { deadlineMs = defaultDeadlineMs } = options;
      this.requireNoTransaction(name);
      if (deadlineMs > maxDeadlineMs)
        throw new RangeError(`deadlineMs must be at most ${maxDeadlineMs}`);

      const payload = toBinary(method.input, create(method.input, request));
      const end = this.metrics.startCall(name);

      try {
        const reply = await this.call(subject, payload, deadlineMs);
        const answer = read(reply, method);
        end('ok');

        return answer;
      } catch (error) {
        end(error instanceof AppError ? error.code : 'error');
        throw error;
      }
    };
  }

  /**
   * Production answers a request with an Idempotency-Key that calls too late, because it must behave the same with and
   * without the key.
   */
  private requireNoTransaction(name: string): void {
    if (isInTransaction()) throw new Error(`${name} was called inside a transaction`);
    if (this.isStrict && hasOpenTransaction())
      throw new Error(`${name} was called after a write with an Idempotency-Key: call it before`);
  }

  private async call(subject: string, payload: Uint8Array, deadlineMs: number): Promise<Msg> {
    const connection = this.nats.current;
    if (!connection || !this.nats.isConnected)
      throw unavailable(new Error('NATS is not connected'));
    const deadline = Date.now() + deadlineMs * this.config.DEADLINE_FACTOR;

    try {
      return await this.send(connection, subject, payload, deadline);
    } catch (error) {
      const pauseMs = noRespondersPauseMs * (0.5 + Math.random());
      if (!isNoResponders(error) || Date.now() + pauseMs >= deadline) throw unavailable(error);
      await sleep(pauseMs);
    }

    return this.send(connection, subject, payload, deadline).catch((error: unknown) => {
      throw unavailable(error);
    });
  }

  private send(
    connection: NatsConnection,
    subject: string,
    payload: Uint8Array,
    deadline: number,
  ): Promise<Msg> {
    const sent = headers();
    sent.set(rpcHeader.deadline, String(deadline));
    const scope = this.context.current();

    if (scope) {
      sent.set(rpcHeader.requestId, scope.requestId);
      sent.set(rpcHeader.traceparent, scope.traceparent);
    }

    return connection.request(subject, payload, {
      timeout: Math.max(1, deadline - Date.now()),
      headers: sent,
    });
  }
}

function read(reply: Msg, method: DescMethod): Message {
  const code = reply.headers?.get(rpcHeader.errorCode);
  if (code) throw decodeError(code, reply.data);
  try {
    return fromBinary(method.output, reply.data);
  } catch (cause) {
    throw new AppError(commonErrors.BAD_GATEWAY, { cause });
  }
}

function isNoResponders(error: unknown): boolean {
  return error instanceof RequestError && error.isNoResponders();
}

function unavailable(cause: unknown): AppError {
  return new AppError(commonErrors.RPC_UNAVAILABLE, { retryAfterSeconds, cause });
}
