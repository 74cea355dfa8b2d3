import type { ServerResponse } from 'node:http';
import type { Transform, Writable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Dispatcher } from 'undici';
import { startCompression } from '../compression/compression';
import { edgeRouteOf } from '../edge/edge-route';
import { addOwnersHeaders } from './forwarded-headers.rules';
import type { MeteredBody } from './metered-body';
import { isReset } from './upstream-error.rules';

const longestText = 16_384;

/** What an exchange needs of the proxy. */
export interface ExchangeHost {
  /** How long a client may read nothing of its answer before it is cut off. */
  readonly slowClientMs: number;
  send(exchange: Exchange): void;
  fail(error: unknown, exchange: Exchange): void;
  settled(): void;
}

/**
 * One request on its way to the owner and the answer on its way back. The answer is written to the client's connection
 * as it arrives, in step with how fast the client reads. A class and not closures, because one is made per request.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | undefined;
  private encoder: Transform | undefined;
  private awaited = -1;
  private tries = 1;
  private gone = false;

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
    if (this.gone) controller.abort(new Error('The client has gone'));
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return;
    const answer = this.reply.getHeaders();
    addOwnersHeaders(answer, headers);
    // The rest of a body the owner did not wait for must not be read as the next request.
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
    this.leaveBody();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.mayTryAgain(error)) {
      this.tries += 1;
      this.host.send(this);
      return;
    }
    this.host.settled();
    this.leaveBody();
    if (this.gone) return;
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

  /** Node puts the headers and a short text into one write; headers and bytes take a dearer gathered one. */
  private endWith(chunk: Buffer): void {
    if (chunk.length > longestText || this.encoder) this.sink.end(chunk);
    else this.raw.end(chunk.toString('latin1'), 'latin1');
  }

  private get raw(): ServerResponse {
    return this.reply.raw;
  }

  /** Where the body goes: the connection, or the encoder in front of it. */
  private get sink(): Writable {
    return this.encoder ?? this.reply.raw;
  }

  /** Only what changes nothing at the owner: anything else may have been done already. */
  private mayTryAgain(error: Error): boolean {
    const { method } = this.options;
    const safe = method === 'GET' || method === 'HEAD';
    return safe && this.tries === 1 && !this.gone && !this.raw.headersSent && isReset(error);
  }

  private onClientClosed(): void {
    if (this.raw.writableFinished) return;
    this.gone = true;
    this.controller?.abort(new Error('The client has gone'));
    this.encoder?.destroy();
  }

  /** Lets the rest of the client's body run out, so that the answer reaches a client that is still sending. */
  private leaveBody(): void {
    if (this.body === undefined) return;
    this.request.raw.unpipe(this.body);
    this.request.raw.resume();
  }
}
