import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../access/caller';
import { newId } from '../ids/new-id';
import { newSpanId, newTraceId, readTraceparent } from './traceparent';

/** What a request tells of the client behind it. */
export interface RequestClient {
  /** As the trusted proxies tell it. */
  readonly ip: string;
  readonly headers: { readonly 'user-agent'?: string | undefined };
}

/** What is known about the unit of work that runs right now: an HTTP request, an event, an RPC call or a job. */
export class RequestScope {
  readonly requestId: string;
  readonly traceId: string;
  /** The span of whoever caused this work, in another process. */
  readonly parentSpanId: string | undefined;
  caller: Caller | undefined;
  /** Who sent the request, as far as proxies and the client itself tell; undefined for events, calls and jobs. */
  client: RequestClient | undefined;
  /** The pattern of the endpoint, where it is not that of the HTTP server's route: for requests that are passed on. */
  route: string | undefined;
  private ownSpanId: string | undefined;

  constructor(origin: { requestId?: string | undefined; traceparent?: string | undefined } = {}) {
    this.requestId = origin.requestId ?? newId();
    const parent = readTraceparent(origin.traceparent);
    this.traceId = parent?.traceId ?? newTraceId();
    this.parentSpanId = parent?.spanId;
  }

  /** The span of this work; drawn only when somebody asks. */
  get spanId(): string {
    return (this.ownSpanId ??= newSpanId());
  }

  /** W3C `traceparent` to send along with everything this unit of work causes. */
  get traceparent(): string {
    return `00-${this.traceId}-${this.spanId}-01`;
  }
}

const storage = new AsyncLocalStorage<RequestScope>();

/**
 * Runs `work` as if no request were there. For what outlives the request that happens to start it: connections, loops,
 * batches that serve several requests.
 */
export const outsideOfRequests = AsyncLocalStorage.snapshot();

/** The scope of the work that runs right now, for the kit's own code that nothing is injected into. */
export const currentScope = (): RequestScope | undefined => storage.getStore();

/** Follows a unit of work through every `await`. */
@Injectable()
export class RequestContext {
  /** The scope of the work that runs right now, or undefined outside of any (boot, timers). */
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
   * Runs `work` as a unit of its own that continues the given trace. For consumers, RPC handlers and jobs.
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
