import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { AppError, type Neighbour } from '@tribe/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { startCompression } from '../compression/compression';
import { edgeRouteOf } from '../edge/edge-route';
import { errors } from '../errors';
import { addOwnersHeaders } from './forwarded-headers.rules';
import { receivedMessage } from './received-message';
import { bodyOf } from './request-body.rules';
import { type FromOwner, type Rewritten, rewriteResponse } from './rewritten-response';
import type { SlowClients } from './slow-clients';

/** The part of the proxy that a hand-over calls. */
export interface HandOverHost {
  /** Time until the owner must start its response. */
  readonly timeoutMs: number;
  fail(error: unknown, handOver: HandOver): void;
  readonly slowClients: SlowClients;
  /** Called when the owner has finished its response. */
  settled(): void;
}

/**
 * A request that an owner in this process handles on the connection of the client: its response is written without a
 * second connection. The head of the response becomes that of a forwarded response.
 */
export class HandOver {
  private deadline: NodeJS.Timeout | undefined;
  private isSettled = false;
  private release: () => void = () => undefined;

  constructor(
    private readonly host: HandOverHost,
    readonly request: FastifyRequest,
    readonly reply: FastifyReply,
  ) {}

  /** @param headers the headers for the owner, which replace those of the client */
  to(neighbour: Neighbour, headers: IncomingHttpHeaders): void {
    const { raw: message } = this.request;
    const { raw: response } = this.reply;
    const body = bodyOf(this.request);
    response.once('prefinish', () => this.settle()).once('close', () => this.onClosed());
    this.release = rewriteResponse(response, (status, from) => this.rewrite(status, from));
    this.deadline = setTimeout(() => this.onLate(), this.host.timeoutMs);

    if (body === undefined) {
      message.headers = headers;
      neighbour.handle(message, response);
    } else {
      neighbour.handle(receivedMessage(message, headers, body), response);
    }
  }

  private rewrite(status: number, fromOwner: FromOwner): Rewritten {
    clearTimeout(this.deadline);
    const headers = this.reply.getHeaders() as Record<string, unknown>;
    addOwnersHeaders(headers, fromOwner);
    const length = fromOwner['content-length'];

    const encoder = startCompression({
      method: this.request.method,
      endpoint: edgeRouteOf(this.request)?.path,
      status,
      headers,
      length: length === undefined ? undefined : Number(length),
      acceptEncoding: this.request.headers['accept-encoding'],
    });

    this.watchClient(this.reply.raw);

    return { headers, encoder };
  }

  /** Ends the response, so that anything the owner sends later is ignored. */
  private onLate(): void {
    this.release();
    this.host.fail(new AppError(errors.DEADLINE_EXCEEDED), this);
  }

  private watchClient(response: ServerResponse): void {
    const { slowClients } = this.host;
    slowClients.noteProgress(response);
    response.on('drain', () => slowClients.noteProgress(response));
  }

  private onClosed(): void {
    clearTimeout(this.deadline);
    this.host.slowClients.forget(this.reply.raw);
    this.settle();
  }

  private settle(): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.host.settled();
  }
}
