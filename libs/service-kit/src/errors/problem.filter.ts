import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BaseConfig } from '../config/base.config';
import { InjectConfig } from '../config/inject-config.decorator';
import { EndpointRegistry } from '../http/endpoint-registry';
import { scopeOf } from '../http/request-scope';
import { RouteTable } from '../http/route-table';
import { Logger } from '../logging/logger';
import { documentedErrorsOf } from '../openapi/documented-errors';
import { AppError } from './app-error';
import { commonErrors } from './common-errors';
import { problemMediaType, problemOf, toAppError } from './problem';

/** Errors of any endpoint: of the request as such, of its token, and of its preconditions. */
const unnamedErrors = [
  commonErrors.BAD_REQUEST,
  commonErrors.SESSION_REVOKED,
  commonErrors.ACCOUNT_INACTIVE,
  commonErrors.METHOD_NOT_ALLOWED,
  commonErrors.NOT_ACCEPTABLE,
  commonErrors.REQUEST_TIMEOUT,
  commonErrors.PRECONDITION_FAILED,
  commonErrors.URI_TOO_LONG,
  commonErrors.RATE_LIMITED,
  commonErrors.HEADERS_TOO_LARGE,
];

/** Responds to every thrown error as `application/problem+json` and logs server errors. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly routes: RouteTable,
    private readonly endpoints: EndpointRegistry,
    @InjectConfig() private readonly config: BaseConfig,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    this.answer(
      this.undocumented(thrown, request) ?? thrown,
      request,
      http.getResponse<FastifyReply>(),
    );
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

  /** Lets a test fail that is refused with an error which the document of the endpoint does not name. */
  private undocumented(thrown: unknown, { method, routeOptions }: FastifyRequest) {
    if (this.config.NODE_ENV !== 'test') return undefined;
    const { status, code } = toAppError(thrown);
    const endpoint = this.endpoints.at(method, routeOptions.url ?? '');
    if (status >= 500 || !endpoint) return undefined;
    const documented = documentedErrorsOf(endpoint, this.endpoints.keepsKeys);
    if ([...documented, ...unnamedErrors].some((error) => error.code === code)) return undefined;

    return new Error(`${method} ${endpoint.path} does not declare its error ${code}`);
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
