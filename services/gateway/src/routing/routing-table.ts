import { Injectable } from '@nestjs/common';
import type { ServiceName } from '@tribe/contracts';
import { Logger } from '@tribe/service-kit';
import type { EdgeTable } from '@tribe/service-kit/edge';
import FindMyWay, { type HTTPMethod, type Instance } from 'find-my-way';
import { admit } from './admitted-routes.rules';
import { owners } from './owners';
import { ownerOf } from './path-owner.rules';
import type { Route } from './route';

const methods = ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'] as const;
const longestParameter = 256;

type Router = Instance<FindMyWay.HTTPVersion.V1>;

/**
 * Which endpoint a request is for, and which service owns it. Each owner says what it serves; its table is replaced as
 * a whole when another release of the owner serves another one, while requests go on.
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

  /** The revision of an owner's table; undefined before the owner was reached for the first time. */
  revisionOf(owner: ServiceName): string | undefined {
    return this.tables.get(owner)?.revision;
  }

  /** Every route that is served, those of one owner together. */
  get routes(): readonly Route[] {
    return owners.flatMap((owner) => this.tables.get(owner)?.routes ?? []);
  }

  /** Replaces the routes of an owner. */
  replace(owner: ServiceName, { revision, routes: table }: EdgeTable): void {
    const { routes, foreign, unreviewed } = admit(owner, table);
    if (foreign.length > 0)
      this.logger.error({ owner, foreign }, 'a service claims paths that are not its own');
    if (unreviewed.length > 0)
      this.logger.error({ owner, unreviewed }, 'endpoints are public without a review');
    this.tables.set(owner, { revision, routes });
    this.router = routerOf(this.routes);
    this.logger.info({ owner, revision, routes: routes.length }, 'routes of a service read');
  }

  /** The endpoint of a request. A HEAD request is for what a GET request is for. */
  find(method: string, path: string): Route | undefined {
    const found = this.router.find((method === 'HEAD' ? 'GET' : method) as HTTPMethod, path);
    return found?.store as Route | undefined;
  }

  /** The methods a path is served with. */
  methodsOf(path: string): string[] {
    return methods.filter((method) => this.find(method, path) !== undefined);
  }

  /** The service a path belongs to, when that service was never reached and its endpoints are not known. */
  unknownOwnerOf(path: string): ServiceName | undefined {
    const owner = ownerOf(path);
    return owner !== undefined && owners.includes(owner) && !this.tables.has(owner)
      ? owner
      : undefined;
  }
}

function routerOf(routes: readonly Route[]): Router {
  const router = FindMyWay({ maxParamLength: longestParameter, ignoreTrailingSlash: false });
  for (const route of routes) router.on(route.method, route.path, () => undefined, route);
  return router;
}
