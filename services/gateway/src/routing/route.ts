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

/**
 * Replaces the parameters of a path with `{}`, so that `/goals/:goalId` and `/goals/{id}` compare as equal.
 *
 * @example shapeOf('/api/v1/goals/:goalId') // '/api/v1/goals/{}'
 */
export function shapeOf(path: string): string {
  return path.replaceAll(/:[A-Za-z]+|\{[^{}]+\}/g, '{}');
}
