import type { ServiceName } from '@tribe/contracts';
import type { EdgeRoute } from '@tribe/service-kit/edge';
import { ownerOf } from './path-owner.rules';
import { publicRoutes } from './public-routes';
import type { Route } from './route';

/** What becomes of the table of an owner. */
export interface Admission {
  readonly routes: readonly Route[];
  /** `METHOD path` of what the owner may not serve, because the path belongs to another service or to none. */
  readonly foreign: readonly string[];
  /** `METHOD path` of what the owner calls public and nobody reviewed. */
  readonly unreviewed: readonly string[];
}

/**
 * Decides which routes of an owner's table the edge serves. A route outside the owner's prefixes is left out. One that
 * the owner calls public without a review takes a token.
 */
export function admit(
  owner: ServiceName,
  table: readonly EdgeRoute[],
  reviewed = publicRoutes,
): Admission {
  const own = table.filter(({ path }) => ownerOf(path) === owner);
  const unreviewed = own.filter(
    (route) => route.access === 'public' && !reviewed.has(nameOf(route)),
  );
  return {
    routes: own.map((route) => ({
      ...route,
      owner,
      access: unreviewed.includes(route) ? 'authenticated' : route.access,
    })),
    foreign: table.filter((route) => !own.includes(route)).map(nameOf),
    unreviewed: unreviewed.map(nameOf),
  };
}

function nameOf({ method, path }: EdgeRoute): string {
  return `${method} ${path}`;
}
