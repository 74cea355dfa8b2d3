import { Injectable } from '@nestjs/common';
import type { ServiceName } from '@tribe/contracts';
import { Logger } from '@tribe/service-kit';
import { type EdgeTable, mostExact } from '@tribe/service-kit/edge';
import FindMyWay, { type HTTPMethod, type Instance } from 'find-my-way';
import { admit } from './admitted-routes.rules';
import { owners } from './owners';
import { ownerOf } from './path-owner.rules';
import type { Route } from './route';

const methods = ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'] as const;
const maxParameterLength = 256;

type Router = Instance<FindMyWay.HTTPVersion.V1>;

/**
 * Maps requests to endpoints and their owners. Each owner provides a table of its endpoints. A new release of an owner
 * replaces its table as a whole, without interrupting requests.
 */
@Injectable()
export class RoutingTable {
  private readonly tables = new Map<
    ServiceName,
    { readonly revision: string; readonly routes: readonly Route[] }
  >();
  private readonly logger: Logger;
  private router: Router = routerOf([]);

  constructor(logger: Logger) {
    this.logger = logger.for('RoutingTable');
  }

  /** Returns the revision of an owner's table, or undefined if the owner has not been reached. */
  revisionOf(owner: ServiceName): string | undefined {
    return this.tables.get(owner)?.revision;
  }

  /** All served routes, grouped by owner. */
  get routes(): readonly Route[] {
    return owners.flatMap((owner) => this.tables.get(owner)?.routes ?? []);
  }

  /** Replaces the routes of an owner. */
  replace(owner: ServiceName, { revision, routes: table }: EdgeTable): void {
    const { routes, foreign, unreviewed } = admit(owner, table);
    if (foreign.length > 0)
      this.logger.error({ owner, foreign }, 'a service declares paths of other services');

    if (unreviewed.length > 0)
      this.logger.error(
        { owner, unreviewed },
        'public endpoints have not been reviewed and require a token',
      );

    this.tables.set(owner, { revision, routes });
    this.router = routerOf(this.routes);
    this.logger.info({ owner, revision, routes: routes.length }, 'routes of a service loaded');
  }

  /** Returns the endpoint of a request. HEAD requests match GET endpoints. */
  find(method: string, path: string): Route | undefined {
    const found = this.router.find((method === 'HEAD' ? 'GET' : method) as HTTPMethod, path);
    return found?.store as Route | undefined;
  }

  /** Returns the methods that a path supports. */
  methodsOf(path: string): string[] {
    const found = methods.map((method) => this.find(method, path));
    return mostExact(found.filter((route) => route !== undefined)).map(({ method }) => method);
  }

  /** Returns the service that owns a path, if that service has not been reached and its endpoints are unknown. */
  unknownOwnerOf(path: string): ServiceName | undefined {
    const owner = ownerOf(path);
    return owner !== undefined && owners.includes(owner) && !this.tables.has(owner)
      ? owner
      : undefined;
  }
}

function routerOf(routes: readonly Route[]): Router {
  const router = FindMyWay({ maxParamLength: maxParameterLength, ignoreTrailingSlash: false });
  for (const route of routes) router.on(route.method, route.path, () => undefined, route);
  return router;
}
