import type { ServiceName } from '@tribe/contracts';
import type { EdgeRoute } from '@tribe/service-kit/edge';

/** An endpoint that is passed on, and the service that owns it. */
export interface Route extends EdgeRoute {
  readonly owner: ServiceName;
}

const settings = '/api/v1/settings';

/** The few endpoints that join services: composed here, by controllers of the gateway. */
export const composedRoutes: readonly EdgeRoute[] = [
  { method: 'GET', path: settings, access: 'authenticated', limit: 'read' },
  { method: 'PUT', path: settings, access: 'authenticated', limit: 'write' },
];

/**
 * A path with its parameters made anonymous, for comparing patterns: `/goals/:goalId` and `/goals/{id}` are the same.
 *
 * @example shapeOf('/api/v1/goals/:goalId') // '/api/v1/goals/{}'
 */
export function shapeOf(path: string): string {
  return path.replaceAll(/:[A-Za-z]+|\{[^}]+\}/g, '{}');
}
