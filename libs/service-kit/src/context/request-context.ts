import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../access/caller';
import type { PendingKey } from '../idempotency/pending-key';
import { newId } from '../ids/new-id';
import { newSpanId, newTraceId, readTraceparent } from './traceparent';

/** The client of a request. */
export interface RequestClient {
  /** As reported by the trusted proxies. */
  readonly ip: string;
  readonly headers: { readonly 'user-agent'?: string | undefined };
}

/** The context of a unit of work: an HTTP request, an event, an RPC call or a job. */
export class RequestScope {
  readonly requestId: string;
  readonly traceId: string;
  /** The span of the work in another process that caused this work. */
  readonly parentSpanId: string | undefined;
  caller: Caller | undefined;
  /** The client as reported by proxies and by itself; undefined for events, calls and jobs. */
  client: RequestClient | undefined;
  /** The path pattern of the endpoint, when it differs from the route of the HTTP server, as for proxied requests. */
  route: string | undefined;
  /** The `If-Match` header of a request to an endpoint that compares versions. */
  ifMatch: string | undefined;
  /** The version of the resource in the response. */
  version: bigint | undefined;
  /** The status of a successful response, when it is not that of the endpoint. */
  status: number | undefined;
  /** The Idempotency-Key that the handler stores itself. */
  pendingKey: PendingKey | undefined;
  private ownSpanId: string | undefined;

  constructor(origin: { requestId?: string | undefined; traceparent?: string | undefined } = {}) {
    this.requestId = origin.requestId ?? newId();
    const parent = readTraceparent(origin.traceparent);
    this.traceId = parent?.traceId ?? newTraceId();
    this.parentSpanId = parent?.spanId;
  }

  /** The span of this work, created at first use. */
  get spanId(): string {
    return (this.ownSpanId ??= newSpanId());
  }

  /** W3C `traceparent` for all messages that this unit of work sends. */
  get traceparent(): string {
    return `00-${this.traceId}-${this.spanId}-01`;
  }
}

const storage = new AsyncLocalStorage<RequestScope>();

/**
 * Runs `work` outside of the current request. For work that outlives the request that starts it: connections, loops,
 * batches that serve several requests.
 */
export const outsideOfRequests = AsyncLocalStorage.snapshot();

/** Returns the current scope. For code of the kit without dependency injection. */
export const currentScope = (): RequestScope | undefined => storage.getStore();

/** Provides the scope of the current unit of work across every `await`. */
@Injectable()
export class RequestContext {
  /** Returns the current scope, or undefined outside of a unit of work (boot, timers). */
  current(): RequestScope | undefined {
    return storage.getStore();
  }

  get requestId(): string | undefined {
    return storage.getStore()?.requestId;
  }

  get traceparent(): string | undefined {
    return storage.getStore()?.traceparent;
  }

  get caller(): Caller | undefined {
    return storage.getStore()?.caller;
  }

  /** Runs `work` inside `scope`. */
  run<T>(scope: RequestScope, work: () => T): T {
    return storage.run(scope, work);
  }

  /**
   * Runs `work` as a new unit of work that continues the given trace. For consumers, RPC handlers and jobs.
   *
   * @example await context.continue({ traceparent: message.headers.get('traceparent') }, () => handle(event));
   */
  continue<T>(
    origin: { requestId?: string | undefined; traceparent?: string | undefined },
    work: () => T,
  ): T {
    return storage.run(new RequestScope(origin), work);
  }
}
