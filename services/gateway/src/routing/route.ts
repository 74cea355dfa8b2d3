import type { ServiceName } from '@tribe/contracts';
import type { EdgeRoute } from '@tribe/service-kit/edge';

/** A forwarded endpoint and its owner. */
export interface Route extends EdgeRoute {
  readonly owner: ServiceName;
}

const settings = '/api/v1/settings';

/** The endpoints that combine services, served by controllers of the gateway. */
export const composedRoutes: readonly EdgeRoute[] = [
  { method: 'GET', path: settings, access: 'authenticated', limit: 'read' },
  { method: 'PUT', path: settings, access: 'authenticated', limit: 'write' },
  { method: 'POST', path: '/api/v1/sync/push', access: 'authenticated', limit: 'push' },
];

/** The event stream of realtime, which is no operation of the API: it has no end. */
export const liveRoute: EdgeRoute = {
  method: 'GET',
  path: '/api/v1/live',
  access: 'authenticated',
  limit: 'read',
};

/** The routes that the gateway serves besides those of the owners' tables. */
export const ownRoutes: readonly EdgeRoute[] = [...composedRoutes, liveRoute];

/**
 * Replaces the parameters of a path with `{}`, so that `/goals/:goalId` and `/goals/{id}` compare as equal.
 *
 * @example shapeOf('/api/v1/goals/:goalId') // '/api/v1/goals/{}'
 */
export function shapeOf(path: string): string {
  return path.replaceAll(/:[A-Za-z]+|\{[^{}]+\}/g, '{}');
}
