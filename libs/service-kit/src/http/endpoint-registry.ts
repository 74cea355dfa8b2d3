import { Injectable, RequestMethod } from '@nestjs/common';
import {
  INTERCEPTORS_METADATA,
  METHOD_METADATA,
  PATH_METADATA,
  ROUTE_ARGS_METADATA,
  RouteParamtypes,
} from '@nestjs/common/internal';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { z } from 'zod';
import { type DeprecationHeaders, deprecationHeaders } from './deprecation.rules';
import {
  type Access,
  endpointMetadata,
  type EndpointSpec,
  type LimitGroup,
} from './endpoint.decorator';
import { assertTokensAreRecognized, takesKey } from './idempotency.rules';
import { operationIdOf } from './operation-id.rules';

/** A route with everything that is needed to serve it, prepared at boot. */
export interface CompiledEndpoint {
  readonly spec: EndpointSpec;
  readonly access: Access;
  readonly limit: LimitGroup;
  readonly method: string;
  /** The full path in Nest notation: `/api/v1/goals/:id`. */
  readonly path: string;
  readonly controller: string;
  readonly handler: string;
  /** The name of the operation for client generators, unique in the API. */
  readonly operationId: string;
  /** Headers of every response of a deprecated endpoint. */
  readonly deprecation: DeprecationHeaders | undefined;
  readonly params: z.ZodObject | undefined;
  readonly query: z.ZodObject | undefined;
  readonly body: z.ZodType | undefined;
}

type Handler = (...args: unknown[]) => unknown;
type Controller = Record<string, Handler>;

const parts = [
  { type: RouteParamtypes.BODY, name: 'body', decorator: '@Body()' },
  { type: RouteParamtypes.QUERY, name: 'query', decorator: '@Query()' },
  { type: RouteParamtypes.PARAM, name: 'params', decorator: '@Param()' },
] as const;

/** Holds every route of the service by its handler. A route without `@Endpoint` prevents the service from starting. */
@Injectable()
export class EndpointRegistry {
  /** Whether POST accepts an Idempotency-Key. */
  keepsKeys = false;
  private readonly endpoints = new Map<unknown, CompiledEndpoint>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** Returns the endpoint of a handler. */
  of(handler: unknown): CompiledEndpoint | undefined {
    return this.endpoints.get(handler);
  }

  all(): CompiledEndpoint[] {
    return [...this.endpoints.values()];
  }

  /** Returns the endpoint of a route. */
  at(method: string, path: string): CompiledEndpoint | undefined {
    return this.all().find((each) => each.method === method && each.path === path);
  }

  /** Returns the maximum size of the body of a route in bytes, if its endpoint declares one. */
  bodyLimitOf(method: string, path: string): number | undefined {
    return this.at(method, path)?.spec.bodyLimit;
  }

  /**
   * Reads all controllers. Applies `postInterceptors` to handlers that take an Idempotency-Key only, because interceptors
   * are expensive. Must be called before Nest registers the routes.
   *
   * @throws Error that names the handler without a valid `@Endpoint`
   */
  compile(postInterceptors: readonly object[]): void {
    this.keepsKeys = postInterceptors.length > 0;
    for (const { instance, metatype } of this.discovery.getControllers()) {
      if (instance === undefined || instance === null) continue;
      const controller = instance as Controller;
      const base: unknown =
        metatype === null ? '' : Reflect.getMetadata(PATH_METADATA, metatype as object);

      for (const name of this.scanner.getAllMethodNames(
        Object.getPrototypeOf(controller) as object,
      )) {
        this.compileHandler(controller, name, base, postInterceptors);
      }
    }
  }

  private compileHandler(
    controller: Controller,
    name: string,
    base: unknown,
    postInterceptors: readonly object[],
  ): void {
    const original = controller[name];
    if (original === undefined) return;
    const routePath: unknown = Reflect.getMetadata(PATH_METADATA, original);
    if (routePath === undefined) return;
    const where = `${controller.constructor.name}.${name}`;
    const spec = Reflect.getMetadata(endpointMetadata, original) as EndpointSpec | undefined;
    if (spec === undefined) throw new Error(`${where} has no @Endpoint, which declares its access`);
    assertPartsHaveSchemas(where, controller, name, spec);
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, original) as number] ?? 'GET';
    assertTokensAreRecognized(where, method, spec);
    const interceptors = takesKey(method, spec) ? postInterceptors : [];
    // A method inherited by several controllers is one function but a route of each controller.
    const needsOwn = interceptors.length > 0 || this.endpoints.has(original);

    const handler = needsOwn
      ? withInterceptors(controller, name, original, interceptors)
      : original;

    this.endpoints.set(handler, {
      spec,
      access: spec.access,
      limit: spec.limit ?? (method === 'GET' ? 'read' : 'write'),
      method,
      path: joinPath(base, routePath),
      controller: controller.constructor.name,
      handler: name,
      operationId: operationIdOf(controller, name),
      deprecation: spec.deprecated && deprecationHeaders(spec.deprecated),
      params: spec.params?.strict(),
      query: spec.query?.strict(),
      body: strictBody(where, spec.body),
    });
  }
}

/** Sets a handler on this instance. Not on its class, because tests run two instances of a service in one process. */
function withInterceptors(
  controller: Controller,
  name: string,
  original: Handler,
  interceptors: readonly object[],
): Handler {
  const own: Handler = (...args) => original.apply(controller, args);

  for (const key of Reflect.getMetadataKeys(original) as unknown[]) {
    Reflect.defineMetadata(key, Reflect.getMetadata(key, original), own);
  }

  const declared = (Reflect.getMetadata(INTERCEPTORS_METADATA, original) ?? []) as unknown[];
  Reflect.defineMetadata(INTERCEPTORS_METADATA, [...interceptors, ...declared], own);
  controller[name] = own;

  return own;
}

function assertPartsHaveSchemas(
  where: string,
  controller: Controller,
  name: string,
  spec: EndpointSpec,
): void {
  const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller.constructor, name) ??
    {}) as Record<string, unknown>;
  const taken = new Set(Object.keys(args).map((key) => Number(key.split(':')[0])));
  for (const part of parts) {
    if (taken.has(part.type) && spec[part.name] === undefined) {
      throw new Error(`${where} takes ${part.decorator}, but its @Endpoint has no schema for it`);
    }
  }
}

/** Refuses unknown keys at every depth, so that a typo is not ignored silently. */
function strictBody(where: string, body: z.ZodType | undefined): z.ZodType | undefined {
  if (body === undefined) return undefined;
  const isOpen = body instanceof z.ZodObject && body.def.catchall === undefined;
  const strict = isOpen ? body.strict().meta(body.meta() ?? {}) : body;

  if (hasOpenObject(z.toJSONSchema(strict, { io: 'input', unrepresentable: 'any' }))) {
    throw new Error(`${where}: nested objects of its body must be z.strictObject or z.record`);
  }

  return strict;
}

function hasOpenObject(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false;
  if (Array.isArray(schema)) return schema.some(hasOpenObject);

  const isOpen =
    'properties' in schema &&
    !('additionalProperties' in schema) &&
    (schema as { type?: unknown }).type === 'object';

  return isOpen || Object.values(schema).some(hasOpenObject);
}

function joinPath(base: unknown, path: unknown): string {
  const parts = [base, path].flatMap((part) => (typeof part === 'string' ? part.split('/') : []));
  return `/${parts.filter((part) => part !== '').join('/')}`;
}
