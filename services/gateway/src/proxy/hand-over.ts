import type { IncomingHttpHeaders } from 'node:http';
import { AppError, type Neighbour } from '@tribe/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { startCompression } from '../compression/compression';
import { edgeRouteOf } from '../edge/edge-route';
import { errors } from '../errors';
import { addOwnersHeaders } from './forwarded-headers.rules';
import { hasBody } from './request-body.rules';
import { type FromOwner, type Rewritten, rewriteResponse } from './rewritten-response';

/** The part of the proxy that a hand-over calls. */
export interface HandOverHost {
  /** Time until the owner must start its response, from the end of the request. */
  readonly timeoutMs: number;
  /** Time after which a client that reads nothing of its response is disconnected. */
  readonly slowClientMs: number;
  fail(error: unknown, handOver: HandOver): void;
  settled(): void;
}

/**
 * A request that an owner in this process handles on the connection of the client: its body is read and its response
 * written without a second connection. The head of the response becomes that of a forwarded response.
 */
export class HandOver {
  private deadline: NodeJS.Timeout | undefined;
  private isAnswered = false;
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
    message.headers = headers;
    response.once('close', () => this.onClosed());
    this.release = rewriteResponse(response, (status, from) => this.rewrite(status, from));
    // A client may take longer to send a body than the owner to answer it.
    if (hasBody(this.request)) message.once('end', () => this.awaitAnswer());
    else this.awaitAnswer();

    neighbour.handle(message, response);
  }

  private awaitAnswer(): void {
    if (this.isAnswered) return;
    this.deadline = setTimeout(() => this.onLate(), this.host.timeoutMs);
  }

  private rewrite(status: number, fromOwner: FromOwner): Rewritten {
    this.endWait();
    const headers = this.reply.getHeaders() as Record<string, unknown>;
    addOwnersHeaders(headers, fromOwner);
    // The rest of a body that the owner did not read must not be parsed as the next request.
    if (hasBody(this.request) && !this.request.raw.complete) headers.connection = 'close';
    const length = fromOwner['content-length'];

    const encoder = startCompression({
      method: this.request.method,
      endpoint: edgeRouteOf(this.request)?.path,
      status,
      headers,
      length: length === undefined ? undefined : Number(length),
      acceptEncoding: this.request.headers['accept-encoding'],
    });

    this.reply.raw.setTimeout(this.host.slowClientMs);

    return { headers, encoder };
  }

  /** Ends the response, so that anything the owner sends later is ignored. */
  private onLate(): void {
    this.endWait();
    this.release();
    this.host.fail(new AppError(errors.DEADLINE_EXCEEDED), this);
  }

  private onClosed(): void {
    this.endWait();
    this.host.settled();
  }

  private endWait(): void {
    this.isAnswered = true;
    clearTimeout(this.deadline);
  }
}
