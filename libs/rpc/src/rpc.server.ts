import { create, type DescMethod, fromBinary, type Message, toBinary } from '@bufbuild/protobuf';
import { headers, type Msg, type NatsConnection, type Subscription } from '@nats-io/transport-node';
import { Injectable } from '@nestjs/common';
import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import {
  commonErrors,
  AppError,
  BoundedWork,
  Lifecycle,
  Logger,
  Nats,
  QueueFullError,
  RequestContext,
  Spans,
  toAppError,
  TransportRegistry,
} from '@tribe/service-kit';
import { firstValueFrom } from 'rxjs';
import { callerOf, rpcOwnerOf } from './rpc-subject.rules';
import { encodeError, parseDeadline, rpcHeader } from './rpc-wire';
import { type CallContext, rpcTransport } from './rpc.decorators';
import { RpcMetrics } from './rpc.metrics';

/** Concurrent calls per replica. */
const concurrency = 64;
/** Calls that may wait for a free slot; further calls are refused with OVERLOADED. */
const queueLimit = 256;
/** Deadline of calls without a deadline header. */
const defaultDeadlineMs = 1_000;

/** A received call. */
interface Call {
  readonly message: Msg;
  readonly method: DescMethod;
  readonly handler: MessageHandler;
  readonly caller: string;
  readonly deadline: number;
}

/** Thrown when the deadline has passed and the caller no longer waits. */
class ExpiredError extends Error {}

/** Nest's transport for `@RpcMethod`: one queue subscription per method, shared by all replicas of the service. */
@Injectable()
export class RpcServer extends Server implements CustomTransportStrategy {
  override readonly transportId = rpcTransport;

  private readonly work = new BoundedWork(concurrency, queueLimit);
  private readonly subscriptions: Subscription[] = [];
  private readonly log: Logger;

  constructor(
    private readonly nats: Nats,
    private readonly context: RequestContext,
    private readonly spans: Spans,
    private readonly metrics: RpcMetrics,
    transports: TransportRegistry,
    lifecycle: Lifecycle,
    logger: Logger,
  ) {
    super();
    this.log = logger.for('RpcServer');
    transports.add(this);
    lifecycle.onStop('work', () => this.drain());
  }

  /** Calls back at once and subscribes when NATS connects, so that the service starts without NATS. */
  listen(callback: () => void): void {
    if (this.messageHandlers.size > 0)
      this.nats.connection.then(
        (connection) => this.subscribe(connection),
        () => undefined,
      );
    callback();
  }

  close(): void {}

  on(): void {}

  unwrap<T>(): T {
    return this.nats.current as T;
  }

  private subscribe(connection: NatsConnection): void {
    for (const [subject, handler] of this.messageHandlers) {
      const method = handler.extras?.['method'] as DescMethod;
      const subscription = connection.subscribe(`${subject}.*`, {
        queue: rpcOwnerOf(method.parent),
        callback: (error, message) => {
          if (error) this.log.error({ err: error, subject }, 'an RPC subscription failed');
          else this.accept(subject, { message, method, handler, deadline: deadlineOf(message) });
        },
      });
      this.subscriptions.push(subscription);
    }
  }

  private accept(subject: string, call: Omit<Call, 'caller'>): void {
    const { message, method } = call;
    const caller = callerOf(subject, message.subject, message.reply);
    if (caller !== undefined) return void this.receive({ ...call, caller });

    this.metrics.startAnswer(`${method.parent.name}.${method.name}`)('refused');
    this.log.warn({ subject: message.subject, reply: message.reply }, 'refused an RPC call');
  }

  /** Stops accepting calls and finishes the accepted ones. */
  private async drain(): Promise<void> {
    await Promise.all(
      this.subscriptions
        .splice(0)
        .map((subscription) => subscription.drain().catch(() => undefined)),
    );
    await this.work.drained();
  }

  private async receive(call: Call): Promise<void> {
    const end = this.metrics.startAnswer(`${call.method.parent.name}.${call.method.name}`);
    try {
      const answer = await this.work.run(() => this.answer(call));
      call.message.respond(answer);
      end('ok');
    } catch (thrown) {
      if (thrown instanceof ExpiredError) return end('expired');

      const error =
        thrown instanceof QueueFullError
          ? new AppError(commonErrors.OVERLOADED, { retryAfterSeconds: 1 })
          : toAppError(thrown);

      if (error.status >= 500)
        this.log.error(
          { err: error.cause ?? error, code: error.code, subject: call.message.subject },
          'an RPC call failed',
        );

      refuse(call.message, error);
      end(error.code);
    }
  }

  private answer({ message, method, handler, caller, deadline }: Call): Promise<Uint8Array> {
    if (Date.now() >= deadline) throw new ExpiredError();
    const request = parse(method, message.data);

    const origin = {
      requestId: message.headers?.get(rpcHeader.requestId) || undefined,
      traceparent: message.headers?.get(rpcHeader.traceparent),
    };

    const { name, parent } = method;
    const attributes = { 'rpc.system.name': 'nats', 'rpc.method': `${parent.typeName}/${name}` };

    return this.context.continue(origin, () =>
      this.spans.trace('server', { name: `${parent.name}.${name}`, attributes }, () =>
        before(deadline, this.invoke(handler, request, { method, caller })),
      ),
    );
  }

  private async invoke(
    handler: MessageHandler,
    request: Message,
    { method, caller }: Pick<Call, 'method' | 'caller'>,
  ): Promise<Uint8Array> {
    const context: CallContext = { caller };
    const answers = this.transformToObservable(await handler(request, context));
    const answer = await firstValueFrom(answers);

    return toBinary(method.output, create(method.output, answer));
  }
}

function deadlineOf(message: Msg): number {
  return (
    parseDeadline(message.headers?.get(rpcHeader.deadline) ?? '') ?? Date.now() + defaultDeadlineMs
  );
}

function parse(method: DescMethod, payload: Uint8Array): Message {
  try {
    return fromBinary(method.input, payload);
  } catch (cause) {
    throw new AppError(commonErrors.RPC_REQUEST_INVALID, { cause });
  }
}

/** Rejects at the deadline, so that a hanging handler does not keep its slot. */
async function before<T>(deadline: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ExpiredError()), deadline - Date.now());
  });
  return Promise.race([work, expired]).finally(() => clearTimeout(timer));
}

function refuse(message: Msg, error: AppError): void {
  const sent = headers();
  sent.set(rpcHeader.errorCode, error.code);
  message.respond(encodeError(error), { headers: sent });
}
