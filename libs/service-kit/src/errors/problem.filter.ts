import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { scopeOf } from '../http/request-scope';
import { RouteTable } from '../http/route-table';
import { Logger } from '../logging/logger';
import { AppError } from './app-error';
import { commonErrors } from './common-errors';
import { problemMediaType, problemOf, toAppError } from './problem';

/** Responds to every thrown error as `application/problem+json` and logs server errors. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly routes: RouteTable,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** Sends the problem for `thrown`. Public because the router reports malformed URLs outside of Nest. */
  answer(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const failure = toAppError(thrown);
    const error = failure.code === 'NOT_FOUND' && request.is404 ? this.notFound(request) : failure;
    if (error.code === 'METHOD_NOT_ALLOWED') this.setAllow(request, reply);
    const { requestId } = scopeOf(request);
    if (error.status >= 500) this.log(error, request, requestId);

    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }

    if (error.retryAfterSeconds !== undefined)
      reply.header('retry-after', Math.max(1, Math.ceil(error.retryAfterSeconds)));
    if (error.status === 401) reply.header('www-authenticate', challengeFor(error));
    // The rest of a refused body is still arriving on this connection and must not be parsed as the next request.
    if (error.status === 413 || error.status === 408) reply.header('connection', 'close');
    reply.header('cache-control', 'no-store').header('x-request-id', requestId);

    void reply
      .code(error.status)
      .header('content-type', problemMediaType)
      .send(JSON.stringify(problemOf(error, requestId)));
  }

  private notFound({ url }: FastifyRequest): AppError {
    const isKnown = this.routes.methodsOf(url).length > 0;
    return new AppError(isKnown ? commonErrors.METHOD_NOT_ALLOWED : commonErrors.NOT_FOUND);
  }

  /** The gateway sets the methods of its owners' paths itself. */
  private setAllow({ url }: FastifyRequest, reply: FastifyReply): void {
    if (!reply.hasHeader('allow')) reply.header('allow', this.routes.methodsOf(url).join(', '));
  }

  private log(error: AppError, request: FastifyRequest, requestId: string): void {
    const fields = {
      err: error.cause ?? error,
      code: error.code,
      method: request.method,
      request_id: requestId,
    };
    const route = request.routeOptions?.url;
    if (error.code === 'INTERNAL_ERROR') this.logger.error({ ...fields, route }, 'request failed');
    else this.logger.warn({ ...fields, route }, 'request failed');
  }
}

function challengeFor(error: AppError): string {
  return error.code === 'AUTHENTICATION_REQUIRED' ? 'Bearer' : 'Bearer error="invalid_token"';
}
