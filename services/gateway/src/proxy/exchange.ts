import type { ServerResponse } from 'node:http';
import type { Transform, Writable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Dispatcher } from 'undici';
import { startCompression } from '../compression/compression';
import { edgeRouteOf } from '../edge/edge-route';
import { addOwnersHeaders } from './forwarded-headers.rules';
import type { MeteredBody } from './metered-body';
import { isReset } from './upstream-error.rules';

const maxTextBytes = 16_384;

/** The part of the proxy that an exchange calls. */
export interface ExchangeHost {
  /** Time after which a client that reads nothing of its response is disconnected. */
  readonly slowClientMs: number;
  send(exchange: Exchange): void;
  fail(error: unknown, exchange: Exchange): void;
  settled(): void;
}

/**
 * A forwarded request and its response. The response is written to the client's connection as it arrives, with
 * backpressure. This is a class instead of closures, because an instance is created per request.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | undefined;
  private encoder: Transform | undefined;
  private awaited = -1;
  private tries = 1;
  private clientClosed = false;

  constructor(
    private readonly host: ExchangeHost,
    readonly request: FastifyRequest,
    readonly reply: FastifyReply,
    readonly options: Dispatcher.DispatchOptions,
    private readonly body: MeteredBody | undefined,
  ) {
    reply.raw.once('close', () => this.onClientClosed());
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.clientClosed) controller.abort(new Error('The client closed the connection'));
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return;
    const answer = this.reply.getHeaders();
    addOwnersHeaders(answer, headers);
    // The rest of a body that the owner did not read must not be parsed as the next request.
    if (this.body !== undefined && !this.request.raw.complete) answer.connection = 'close';
    this.awaited =
      typeof headers['content-length'] === 'string' ? Number(headers['content-length']) : -1;
    this.startEncoder(status, answer);
    this.raw.setTimeout(this.host.slowClientMs);
    this.raw.writeHead(status, answer as Record<string, string>);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.awaited -= chunk.length;

    if (this.awaited === 0) {
      this.endWith(chunk);
      return;
    }

    if (this.sink.write(chunk)) return;
    controller.pause();
    this.sink.once('drain', () => controller.resume());
  }

  onResponseEnd(): void {
    this.host.settled();
    if (!this.sink.writableEnded) this.sink.end();
    this.discardBody();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.mayRetry(error)) {
      this.tries += 1;
      this.host.send(this);
      return;
    }

    this.host.settled();
    this.discardBody();
    if (this.clientClosed) return;
    if (this.raw.headersSent) this.raw.destroy();
    else this.host.fail(error, this);
  }

  private startEncoder(status: number, headers: Record<string, unknown>): void {
    this.encoder = startCompression({
      method: this.request.method,
      endpoint: edgeRouteOf(this.request)?.path,
      status,
      headers,
      length: this.awaited < 0 ? undefined : this.awaited,
      acceptEncoding: this.request.headers['accept-encoding'],
    });
    this.encoder?.on('error', () => this.raw.destroy()).pipe(this.raw);
  }

  /** Sends short bodies as text, because Node writes headers and text at once, which costs less than a gathered write. */
  private endWith(chunk: Buffer): void {
    if (chunk.length > maxTextBytes || this.encoder) this.sink.end(chunk);
    else this.raw.end(chunk.toString('latin1'), 'latin1');
  }

  private get raw(): ServerResponse {
    return this.reply.raw;
  }

  /** The destination of the body: the connection, or the encoder before it. */
  private get sink(): Writable {
    return this.encoder ?? this.reply.raw;
  }

  /** Allows one retry of a safe request. The owner may already have handled any other request. */
  private mayRetry(error: Error): boolean {
    const { method } = this.options;
    const safe = method === 'GET' || method === 'HEAD';
    return (
      safe && this.tries === 1 && !this.clientClosed && !this.raw.headersSent && isReset(error)
    );
  }

  private onClientClosed(): void {
    if (this.raw.writableFinished) return;
    this.clientClosed = true;
    this.controller?.abort(new Error('The client closed the connection'));
    this.encoder?.destroy();
  }

  /** Reads and drops the rest of the body, so that a client that is still sending receives the response. */
  private discardBody(): void {
    if (this.body === undefined) return;
    this.request.raw.unpipe(this.body);
    this.request.raw.resume();
  }
}
