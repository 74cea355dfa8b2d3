import { type DynamicModule, Global, Module, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AccessTokens } from '../access/access-tokens';
import { Clock } from '../clock/clock';
import type { BaseConfig } from '../config/base.config';
import { serviceConfigToken } from '../config/inject-config.decorator';
import { RequestContext } from '../context/request-context';
import { Database } from '../data/database';
import { outsideTransactions } from '../data/outside-transactions';
import { prismaToken, Transactions } from '../data/transactions';
import { ProblemFilter } from '../errors/problem.filter';
import { Health } from '../health/health';
import { EndpointRegistry } from '../http/endpoint-registry';
import { RequestGate } from '../http/request.gate';
import { RouteTable } from '../http/route-table';
import { IdempotencyKeys } from '../idempotency/idempotency-keys';
import { IdempotencyInterceptor } from '../idempotency/idempotency.interceptor';
import { StoredResponses } from '../idempotency/stored-responses';
import { RateLimiter } from '../limits/rate-limiter';
import { Logger } from '../logging/logger';
import { Nats } from '../nats/nats';
import { Cursors } from '../pagination/cursors';
import { Pages } from '../pagination/pages';
import { Redis } from '../redis/redis';
import { Metrics } from '../telemetry/metrics';
import { Spans } from '../telemetry/spans';
import type { ServiceDefinition } from './define-service';
import { Lifecycle } from './lifecycle';
import { Neighbours } from './neighbours';
import { ServiceName } from './service-name';
import { TransportRegistry } from './transport-registry';

/** Objects that `startService` creates before Nest and makes injectable. */
export interface KitParts {
  readonly definition: ServiceDefinition;
  readonly config: BaseConfig;
  readonly context: RequestContext;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly lifecycle: Lifecycle;
  readonly neighbours: Neighbours;
}

/** The injectables of every service, available without an import. */
@Global()
@Module({})
export class KitModule {
  static for(parts: KitParts): DynamicModule {
    const providers = [...valuesOf(parts), ...injectables, ...dataOf(parts.definition)];
    return {
      module: KitModule,
      imports: [DiscoveryModule],
      providers,
      exports: [
        ...providers.map((provider) => ('provide' in provider ? provider.provide : provider)),
        DiscoveryModule,
      ],
    };
  }
}

/** The root module of a running service: the kit and the service's module. */
@Module({})
export class ServiceRootModule {
  static for(parts: KitParts): DynamicModule {
    return { module: ServiceRootModule, imports: [KitModule.for(parts), parts.definition.module] };
  }
}

const injectables: Type[] = [
  Cursors,
  EndpointRegistry,
  Health,
  Metrics,
  Nats,
  Pages,
  ProblemFilter,
  Redis,
  RequestGate,
  RouteTable,
  Spans,
  TransportRegistry,
];

/** Providers of services with a schema. */
function dataOf({ prisma }: ServiceDefinition) {
  if (prisma === undefined) return [];
  return [
    Database,
    Transactions,
    IdempotencyInterceptor,
    IdempotencyKeys,
    StoredResponses,
    {
      provide: prismaToken,
      inject: [Database],
      useFactory: (database: Database) => new prisma(database),
    },
    { provide: prisma, inject: [prismaToken, serviceConfigToken], useFactory: guarded },
  ];
}

/** The injected Prisma client. Inside a transaction, it joins in production and throws elsewhere. */
function guarded(client: object, { NODE_ENV }: BaseConfig): object {
  return NODE_ENV === 'production' ? client : outsideTransactions(client);
}

function valuesOf({ definition, config, context, logger, clock, lifecycle, neighbours }: KitParts) {
  return [
    { provide: Clock, useValue: clock },
    { provide: serviceConfigToken, useValue: config },
    { provide: ServiceName, useValue: new ServiceName(definition.name, config.SERVICE_VERSION) },
    { provide: RequestContext, useValue: context },
    { provide: Logger, useValue: logger },
    { provide: Lifecycle, useValue: lifecycle },
    { provide: Neighbours, useValue: neighbours },
    {
      provide: AccessTokens,
      useValue: new AccessTokens({
        jwksUrl: config.JWKS_URL,
        issuer: config.JWT_ISSUER,
        audience: config.JWT_AUDIENCE,
        deadlineFactor: config.DEADLINE_FACTOR,
      }),
    },
    {
      provide: RateLimiter,
      inject: [Redis],
      useFactory: (redis: Redis) => new RateLimiter(() => redis.client),
    },
  ];
}
