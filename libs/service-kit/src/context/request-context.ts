import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../access/caller';
import { newId } from '../ids/new-id';
import { newSpanId, newTraceId, traceIdOf } from './traceparent';

/** What is known about the unit of work that runs right now: an HTTP request, an event, an RPC call or a job. */
export class RequestScope {
  readonly requestId: string;
  readonly traceId: string;
  caller: Caller | undefined;
  /** The transaction an Idempotency-Key opened; `Transactions.run` joins it. */
  transaction: unknown;
  private spanId: string | undefined;

  constructor(origin: { requestId?: string | undefined; traceparent?: string | undefined } = {}) {
    this.requestId = origin.requestId ?? newId();
    this.traceId = traceIdOf(origin.traceparent) ?? newTraceId();
  }

  /** W3C `traceparent` to send along with everything this unit of work causes. */
  get traceparent(): string {
    this.spanId ??= newSpanId();
    return `00-${this.traceId}-${this.spanId}-01`;
  }
}

/** Follows a unit of work through every `await`. One instance per running service. */
@Injectable()
export class RequestContext {
  private readonly storage = new AsyncLocalStorage<RequestScope>();

  /** The scope of the work that runs right now, or undefined outside of any (boot, timers). */
  current(): RequestScope | undefined {
    return this.storage.getStore();
  }

  get requestId(): string | undefined {
    return this.storage.getStore()?.requestId;
  }

  get traceparent(): string | undefined {
    return this.storage.getStore()?.traceparent;
  }

  get caller(): Caller | undefined {
    return this.storage.getStore()?.caller;
  }

  /** Runs `work` inside `scope`. */
  run<T>(scope: RequestScope, work: () => T): T {
    return this.storage.run(scope, work);
  }

  /**
   * Runs `work` as a unit of its own that continues the given trace. For consumers, RPC handlers and jobs.
   *
   * @example await context.continue({ traceparent: message.headers.get('traceparent') }, () => handle(event));
   */
  continue<T>(origin: { requestId?: string | undefined; traceparent?: string | undefined }, work: () => T): T {
    return this.storage.run(new RequestScope(origin), work);
  }
}
