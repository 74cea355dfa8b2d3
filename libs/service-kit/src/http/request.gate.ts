import {
  type CanActivate,
  type ExecutionContext,
  Injectable,
  type OnModuleInit,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { AccessTokens, bearerTokenOf, type Claims } from '../access/access-tokens';
import { mayCall } from '../access/access.rules';
import { SessionRevocations } from '../access/session-revocations';
import { AppError, type FieldError } from '../errors/app-error';
import { commonErrors } from '../errors/common-errors';
import { type CompiledEndpoint, EndpointRegistry } from './endpoint-registry';
import { fieldErrors } from './input.rules';
import { scopeOf } from './request-scope';
import { RouteTable } from './route-table';

/**
 * Runs before every handler: checks the token, then the parts of the request. A guard instead of an interceptor,
 * because interceptors are the most expensive part of Nest.
 */
@Injectable()
export class RequestGate implements CanActivate, OnModuleInit {
  private revocations: SessionRevocations | undefined;

  constructor(
    private readonly endpoints: EndpointRegistry,
    private readonly accessTokens: AccessTokens,
    private readonly modules: ModuleRef,
    private readonly routes: RouteTable,
  ) {}

  /** A service without accounts of its own may do without the module. */
  onModuleInit(): void {
    try {
      this.revocations = this.modules.get(SessionRevocations, { strict: false });
    } catch {
      this.revocations = undefined;
    }
  }

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const endpoint = this.endpoints.of(context.getHandler());
    if (endpoint === undefined) throw new AppError(commonErrors.PERMISSION_DENIED);
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    // Responses may contain personal data or tokens and must not be cached; a handler may override this.
    const reply = http.getResponse<FastifyReply>().header('cache-control', 'no-store');
    if (endpoint.deprecation !== undefined) reply.headers(endpoint.deprecation);
    if (endpoint.access === 'public') return this.parseParts(endpoint, request);
    const token = bearerTokenOf(request.headers.authorization);
    const claims = this.accessTokens.recall(token);
    if (claims !== undefined) return this.admit(endpoint, request, claims);

    return this.accessTokens
      .verify(token)
      .then((verified) => this.admit(endpoint, request, verified));
  }

  private admit(endpoint: CompiledEndpoint, request: FastifyRequest, claims: Claims): true {
    const refusal = this.revocations?.refusalOf(claims);
    if (refusal !== undefined) throw new AppError(refusal);
    const { user_id: userId, sid: sessionId, username, roles } = claims;
    scopeOf(request).caller = { userId, sessionId, username, roles };
    if (!mayCall(endpoint.access, roles)) throw new AppError(commonErrors.PERMISSION_DENIED);

    return this.parseParts(endpoint, request);
  }

  /** Replaces the parts of the request with the output of their schemas. */
  private parseParts(endpoint: CompiledEndpoint, request: FastifyRequest): true {
    if (request.raw.url?.includes('%00'))
      throw new AppError(commonErrors.VALIDATION_FAILED, { detail: 'Text must not contain NUL' });
    const { 'if-match': ifMatch } = request.headers;
    if (ifMatch !== undefined) takePrecondition(endpoint, request, ifMatch);
    const errors: FieldError[] = [];
    if (endpoint.params !== undefined)
      request.params = parsePart('path', endpoint.params, request.params, errors);
    if (errors.length > 0) this.requireMethod(request);
    if (endpoint.query !== undefined)
      request.query = parsePart('query', endpoint.query, request.query, errors);
    if (endpoint.body !== undefined)
      request.body = parsePart('body', endpoint.body, request.body, errors);
    if (errors.length > 0) throw new AppError(commonErrors.VALIDATION_FAILED, { errors });

    return true;
  }

  /** The name of another resource, such as `contacts` in `/friends/contacts`, can arrive in place of an id. */
  private requireMethod({ method, url }: FastifyRequest): void {
    if (!this.routes.methodsOf(url).includes(method))
      throw new AppError(commonErrors.METHOD_NOT_ALLOWED);
  }
}

/** A weak tag never matches in `If-Match` (RFC 9110, 13.1.1), and a resource without versions has no other. */
function takePrecondition(
  { method, spec }: CompiledEndpoint,
  request: FastifyRequest,
  ifMatch: string,
): void {
  if (method === 'GET' || method === 'POST') return;
  if (spec.versioned) scopeOf(request).ifMatch = ifMatch;
  else if (ifMatch.trim() !== '*')
    throw new AppError(commonErrors.PRECONDITION_FAILED, {
      detail: 'The resource has no versions',
    });
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
