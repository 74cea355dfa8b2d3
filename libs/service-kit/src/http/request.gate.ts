import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { AccessTokens, bearerTokenOf, type Claims } from '../access/access-tokens';
import { mayCall } from '../access/access.rules';
import { AppError, type FieldError } from '../errors/app-error';
import { commonErrors } from '../errors/common-errors';
import { type CompiledEndpoint, EndpointRegistry } from './endpoint-registry';
import { fieldErrors } from './input.rules';
import { scopeOf } from './request-scope';

/**
 * Runs before every handler: checks the token, then the parts of the request. A guard instead of an interceptor,
 * because interceptors are the most expensive part of Nest.
 */
@Injectable()
export class RequestGate implements CanActivate {
  constructor(
    private readonly endpoints: EndpointRegistry,
    private readonly accessTokens: AccessTokens,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const endpoint = this.endpoints.of(context.getHandler());
    if (endpoint === undefined) throw new AppError(commonErrors.PERMISSION_DENIED);
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    // Responses may contain personal data or tokens and must not be cached; a handler may override this.
    http.getResponse<FastifyReply>().header('cache-control', 'no-store');
    if (endpoint.access === 'public') return parseParts(endpoint, request);
    const token = bearerTokenOf(request.headers.authorization);
    const claims = this.accessTokens.recall(token);
    if (claims !== undefined) return admit(endpoint, request, claims);
    return this.accessTokens.verify(token).then((verified) => admit(endpoint, request, verified));
  }
}

function admit(endpoint: CompiledEndpoint, request: FastifyRequest, claims: Claims): true {
  const { user_id: userId, sid: sessionId, username, roles } = claims;
  scopeOf(request).caller = { userId, sessionId, username, roles };
  if (!mayCall(endpoint.access, roles)) throw new AppError(commonErrors.PERMISSION_DENIED);
  return parseParts(endpoint, request);
}

/** Replaces the parts of the request with the output of their schemas. */
function parseParts(endpoint: CompiledEndpoint, request: FastifyRequest): true {
  if (request.raw.url?.includes('%00'))
    throw new AppError(commonErrors.VALIDATION_FAILED, { detail: 'Text must not contain NUL' });
  const errors: FieldError[] = [];
  if (endpoint.params !== undefined)
    request.params = parsePart('path', endpoint.params, request.params, errors);
  if (endpoint.query !== undefined)
    request.query = parsePart('query', endpoint.query, request.query, errors);
  if (endpoint.body !== undefined)
    request.body = parsePart('body', endpoint.body, request.body, errors);
  if (errors.length > 0) throw new AppError(commonErrors.VALIDATION_FAILED, { errors });
  return true;
}

function parsePart(
  part: 'body' | 'query' | 'path',
  schema: z.ZodType,
  value: unknown,
  errors: FieldError[],
): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  errors.push(...fieldErrors(part, parsed.error.issues));
  return undefined;
}
