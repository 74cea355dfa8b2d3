import { setTimeout as sleep } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { RequestContext } from '../context/request-context';
import { ProblemFilter } from '../errors/problem.filter';
import { Health } from '../health/health';
import { addHealthRoutes } from '../health/health.routes';
import { IdempotencyInterceptor } from '../idempotency/idempotency.interceptor';
import { Logger } from '../logging/logger';
import { addOpenApiRoute } from '../openapi/open-api.routes';
import type { ServiceDefinition } from '../service/define-service';
import { Lifecycle } from '../service/lifecycle';
import { HttpMetrics } from '../telemetry/http.metrics';
import { Metrics } from '../telemetry/metrics';
import { Spans } from '../telemetry/spans';
import { addEntityTags } from '../versions/entity-tags.hooks';
import { handleUnusualRequests } from './client-error';
import { addEdgeTable, edgeTableOf } from './edge-table';
import { EndpointRegistry } from './endpoint-registry';
import { addRequestHooks } from './fastify.hooks';
import { addJsonBodyParser } from './json-body.parser';
import { RequestGate } from './request.gate';
import { RouteTable } from './route-table';

const idleSweepMs = 50;

/** Adds parser, hooks, gate, filter and the routes of the kit to a Nest application and initializes it. */
export async function prepareHttp(
  app: NestFastifyApplication,
  definition: ServiceDefinition,
): Promise<void> {
  app.get(Spans).start();
  const fastify = app.getHttpAdapter().getInstance();
  const lifecycle = app.get(Lifecycle);
  app.get(RouteTable).watch(fastify);

  addRequestHooks(fastify, {
    context: app.get(RequestContext),
    logger: app.get(Logger),
    metrics: new HttpMetrics(app.get(Metrics)),
    spans: app.get(Spans),
    edge: definition.edge ?? false,
    isDraining: () => lifecycle.isStopping,
  });

  addEntityTags(fastify);
  addJsonBodyParser(fastify);

  handleUnusualRequests(fastify.server);

  const endpoints = app.get(EndpointRegistry);
  endpoints.compile(definition.prisma === undefined ? [] : [app.get(IdempotencyInterceptor)]);
  addBodyLimits(fastify, endpoints);

  app.useGlobalGuards(app.get(RequestGate));
  app.useGlobalFilters(app.get(ProblemFilter));
  const table = once(() => edgeTableOf(endpoints.all()));
  addHealthRoutes(fastify, app.get(Health), () => table().revision);
  addEdgeTable(fastify, table);
  await definition.http?.(fastify, app);
  // The gateway serves its own document.
  if (!fastify.hasRoute({ method: 'GET', url: '/openapi.json' })) addOpenApiRoute(fastify, app);
  await app.init();
}

/** Applies the body limits of endpoints to their routes, which Nest registers later. */
function addBodyLimits(fastify: FastifyInstance, endpoints: EndpointRegistry): void {
  fastify.addHook('onRoute', (route) => {
    const [method = ''] = [route.method].flat();
    const limit = endpoints.bodyLimitOf(method, route.url);
    if (limit !== undefined) route.bodyLimit = limit;
  });
}

/** Caches the result, because routes do not change after the start. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** Stops listening, closes idle connections and resolves when the last response is sent. */
export async function drainHttp(app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpServer();
  if (!server.listening) return;
  let closed = false;

  const done = new Promise<void>((resolve) => {
    server.close(() => {
      closed = true;
      resolve();
    });
  });

  while (!closed) {
    server.closeIdleConnections();
    await Promise.race([done, sleep(idleSweepMs)]);
  }
}
