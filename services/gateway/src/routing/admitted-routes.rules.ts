import type { ServiceName } from '@tribe/contracts';
import type { EdgeRoute } from '@tribe/service-kit/edge';
import { ownerOf } from './path-owner.rules';
import { publicRoutes } from './public-routes';
import type { Route } from './route';

/** The result of checking the table of an owner. */
export interface Admission {
  readonly routes: readonly Route[];
  /** `METHOD path` of routes that are not served, because the path does not belong to the owner. */
  readonly foreign: readonly string[];
  /** `METHOD path` of routes that the owner declares public, but that are not in the list of public routes. */
  readonly unreviewed: readonly string[];
}

/**
 * Decides which routes of an owner's table the edge serves. Routes outside the prefixes of the owner are omitted. Routes
 * that the owner declares public without a review require a token.
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
