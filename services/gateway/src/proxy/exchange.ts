import type { ServerResponse } from 'node:http';
import { PassThrough, type Transform, type Writable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Dispatcher } from 'undici';
import { startCompression } from '../compression/compression';
import { edgeRouteOf } from '../edge/edge-route';
import type { Turn } from './connection-turns';
import { addOwnersHeaders } from './forwarded-headers.rules';
import type { SlowClients } from './slow-clients';
import { isReset } from './upstream-error.rules';

const maxTextBytes = 16_384;
/** The part of a response that a slow client has not taken yet and that no longer occupies the owner's connection. */
const maxBufferedBytes = 1024 * 1024;

/** The part of the proxy that an exchange calls. */
export interface ExchangeHost {
  send(exchange: Exchange): void;
  refuse(exchange: Exchange): void;
  fail(error: unknown, exchange: Exchange): void;
  readonly slowClients: SlowClients;
  /** Called when the connection to the owner is free again. */
  connectionFreed(): void;
}

/**
 * A forwarded request and its response. The response is written to the client's connection as it arrives; what a slow
 * client does not take yet is buffered, and beyond that read from the owner with backpressure. This is a class instead of
 * closures, because an instance is created per request.
 */
export class Exchange implements Dispatcher.DispatchHandler, Turn {
  private controller: Dispatcher.DispatchController | undefined;
  private encoder: Transform | undefined;
  private buffer: PassThrough | undefined;
  private awaited = -1;
  private tries = 1;
  private clientClosed = false;

  constructor(
    private readonly host: ExchangeHost,
    readonly request: FastifyRequest,
    readonly reply: FastifyReply,
    readonly options: Dispatcher.DispatchOptions,
  ) {
    reply.raw.once('close', () => this.onClosed());
  }

  start(): void {
    if (this.clientClosed) this.host.connectionFreed();
    else this.host.send(this);
  }

  refuse(): void {
    this.host.refuse(this);
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
    this.awaited =
      typeof headers['content-length'] === 'string' ? Number(headers['content-length']) : -1;
    this.startEncoder(status, answer);
    this.host.slowClients.noteProgress(this.raw);
    this.raw.writeHead(status, answer as Record<string, string>);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.awaited -= chunk.length;

    if (this.awaited === 0) {
      this.endWith(chunk);
      return;
    }

    if (this.sink.write(chunk)) return;

    if (this.buffer === undefined) {
      this.startBuffer();
      return;
    }

    controller.pause();
    this.buffer.once('drain', () => controller.resume());
  }

  onResponseEnd(): void {
    this.host.connectionFreed();
    if (!this.sink.writableEnded) this.sink.end();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.mayRetry(error)) {
      this.tries += 1;
      this.host.send(this);
      return;
    }

    this.host.connectionFreed();
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

    if (this.encoder === undefined) return;
    this.encoder.on('error', () => this.raw.destroy()).pipe(this.raw);
    this.noteDrains();
  }

  private startBuffer(): void {
    const buffer = new PassThrough({ highWaterMark: maxBufferedBytes });
    buffer.pipe(this.sink);
    if (this.encoder === undefined) this.noteDrains();
    this.buffer = buffer;
  }

  private noteDrains(): void {
    this.raw.on('drain', () => this.host.slowClients.noteProgress(this.raw));
  }

  /** Sends short bodies as text, because Node writes headers and text at once, which costs less than a gathered write. */
  private endWith(chunk: Buffer): void {
    if (chunk.length > maxTextBytes || this.sink !== this.raw) this.sink.end(chunk);
    else this.raw.end(chunk.toString('latin1'), 'latin1');
  }

  private get raw(): ServerResponse {
    return this.reply.raw;
  }

  /** The destination of the body: the connection, or the encoder or the buffer before it. */
  private get sink(): Writable {
    return this.buffer ?? this.encoder ?? this.reply.raw;
  }

  /** Allows one retry of a safe request. The owner may already have handled any other request. */
  private mayRetry(error: Error): boolean {
    const { method } = this.options;
    const safe = method === 'GET' || method === 'HEAD';
    return (
      safe && this.tries === 1 && !this.clientClosed && !this.raw.headersSent && isReset(error)
    );
  }

  private onClosed(): void {
    this.host.slowClients.forget(this.raw);
    if (this.raw.writableFinished) return;
    this.clientClosed = true;
    this.controller?.abort(new Error('The client closed the connection'));
    this.encoder?.destroy();
    this.buffer?.destroy();
  }
}
