import type { Access } from '@tribe/service-kit';
import { circleEndpoints } from './circle-endpoints';

/** The services that own endpoints. */
export const owners = ['identity', 'social-graph', 'goals', 'notifications'] as const;
export type Owner = (typeof owners)[number];

export type LimitGroup = 'read' | 'write' | 'auth';

/** One endpoint of the public API, as the edge sees it. */
export interface EdgeRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly access: Access;
  readonly limit: LimitGroup;
}

/** An endpoint that is proxied, and who serves it. */
export interface Route extends EdgeRoute {
  readonly owner: Owner;
}

const passkeys = '/api/v1/auth/passkeys';
const accounts = '/api/v1/auth/accounts';
const stepUp = '/api/v1/auth/step-up';
const secondFactor = '/api/v1/auth/second-factor';
const goals = '/api/v1/goals';
const notifications = '/api/v1/notifications';
const adminUsers = '/api/v1/admin/users';
const sessions = '/api/v1/auth/sessions';
const settings = '/api/v1/settings';
const users = '/api/v1/users';

/** Everything that is proxied. Checked against the owners' OpenAPI documents when the gateway starts. */
export const routes: readonly Route[] = [
  { method: 'POST', path: '/api/v1/auth/register', owner: 'identity', access: 'public', limit: 'auth' },
  { method: 'POST', path: '/api/v1/auth/login', owner: 'identity', access: 'public', limit: 'auth' },
  { method: 'POST', path: '/api/v1/auth/refresh', owner: 'identity', access: 'public', limit: 'write' },
  { method: 'POST', path: '/api/v1/auth/logout', owner: 'identity', access: 'authenticated', limit: 'write' },
  { method: 'POST', path: '/api/v1/auth/change-password', owner: 'identity', access: 'authenticated', limit: 'auth' },
  { method: 'POST', path: '/api/v1/auth/forgot-password', owner: 'identity', access: 'public', limit: 'auth' },
  { method: 'POST', path: '/api/v1/auth/resend-verification', owner: 'identity', access: 'public', limit: 'auth' },
  { method: 'POST', path: '/api/v1/auth/verify-email', owner: 'identity', access: 'public', limit: 'auth' },
  { method: 'POST', path: '/api/v1/auth/reset-password', owner: 'identity', access: 'public', limit: 'auth' },
  { method: 'POST', path: '/api/v1/auth/login/second-factor', owner: 'identity', access: 'public', limit: 'auth' },
  { method: 'POST', path: '/api/v1/auth/google', owner: 'identity', access: 'public', limit: 'auth' },
  { method: 'POST', path: '/api/v1/auth/apple', owner: 'identity', access: 'public', limit: 'auth' },
  { method: 'POST', path: '/api/v1/auth/login/passkey/options', owner: 'identity', access: 'public', limit: 'auth' },
  { method: 'POST', path: '/api/v1/auth/login/passkey', owner: 'identity', access: 'public', limit: 'auth' },
  { method: 'GET', path: accounts, owner: 'identity', access: 'authenticated', limit: 'read' },
  { method: 'POST', path: `${accounts}/:provider`, owner: 'identity', access: 'authenticated', limit: 'auth' },
  { method: 'DELETE', path: `${accounts}/:provider`, owner: 'identity', access: 'authenticated', limit: 'write' },
  { method: 'GET', path: passkeys, owner: 'identity', access: 'authenticated', limit: 'read' },
  { method: 'POST', path: `${passkeys}/options`, owner: 'identity', access: 'authenticated', limit: 'write' },
  { method: 'POST', path: passkeys, owner: 'identity', access: 'authenticated', limit: 'write' },
  { method: 'PATCH', path: `${passkeys}/:passkeyId`, owner: 'identity', access: 'authenticated', limit: 'write' },
  { method: 'DELETE', path: `${passkeys}/:passkeyId`, owner: 'identity', access: 'authenticated', limit: 'write' },
  { method: 'POST', path: `${stepUp}/passkey-options`, owner: 'identity', access: 'authenticated', limit: 'auth' },
  { method: 'POST', path: stepUp, owner: 'identity', access: 'authenticated', limit: 'auth' },
  { method: 'GET', path: secondFactor, owner: 'identity', access: 'authenticated', limit: 'read' },
  { method: 'POST', path: secondFactor, owner: 'identity', access: 'authenticated', limit: 'write' },
  { method: 'DELETE', path: secondFactor, owner: 'identity', access: 'authenticated', limit: 'write' },
  { method: 'POST', path: `${secondFactor}/confirm`, owner: 'identity', access: 'authenticated', limit: 'auth' },
  {
    method: 'POST',
    path: `${secondFactor}/recovery-codes`,
    owner: 'identity',
    access: 'authenticated',
    limit: 'write',
  },
  { method: 'POST', path: `${settings}/download-data`, owner: 'identity', access: 'authenticated', limit: 'write' },
  { method: 'POST', path: `${settings}/download-data/archive`, owner: 'identity', access: 'public', limit: 'auth' },
  { method: 'POST', path: '/api/v1/auth/restore-account', owner: 'identity', access: 'public', limit: 'auth' },
  {
    method: 'DELETE',
    path: `${settings}/delete-account`,
    owner: 'identity',
    access: 'authenticated',
    limit: 'write',
  },
  { method: 'GET', path: '/api/v1/auth/me', owner: 'identity', access: 'authenticated', limit: 'read' },
  { method: 'GET', path: '/api/v1/auth/username-available', owner: 'identity', access: 'public', limit: 'auth' },
  { method: 'GET', path: adminUsers, owner: 'identity', access: 'admin', limit: 'read' },
  { method: 'GET', path: `${adminUsers}/:userId/activity`, owner: 'identity', access: 'admin', limit: 'read' },
  { method: 'POST', path: `${adminUsers}/:userId/ban`, owner: 'identity', access: 'admin', limit: 'write' },
  { method: 'POST', path: `${adminUsers}/:userId/unban`, owner: 'identity', access: 'admin', limit: 'write' },
  { method: 'PUT', path: `${adminUsers}/:userId/verified`, owner: 'identity', access: 'admin', limit: 'write' },
  { method: 'DELETE', path: `${adminUsers}/:userId/verified`, owner: 'identity', access: 'admin', limit: 'write' },
  { method: 'PUT', path: `${adminUsers}/:userId/roles/:role`, owner: 'identity', access: 'admin', limit: 'write' },
  { method: 'DELETE', path: `${adminUsers}/:userId/roles/:role`, owner: 'identity', access: 'admin', limit: 'write' },
  { method: 'GET', path: sessions, owner: 'identity', access: 'authenticated', limit: 'read' },
  { method: 'DELETE', path: sessions, owner: 'identity', access: 'authenticated', limit: 'write' },
  { method: 'PATCH', path: `${sessions}/:sessionId`, owner: 'identity', access: 'authenticated', limit: 'write' },
  { method: 'DELETE', path: `${sessions}/:sessionId`, owner: 'identity', access: 'authenticated', limit: 'write' },
  { method: 'GET', path: `${users}/me/activity`, owner: 'identity', access: 'authenticated', limit: 'read' },
  { method: 'GET', path: `${users}/me`, owner: 'identity', access: 'authenticated', limit: 'read' },
  { method: 'PUT', path: `${users}/me`, owner: 'identity', access: 'authenticated', limit: 'write' },
  { method: 'PATCH', path: `${users}/me`, owner: 'identity', access: 'authenticated', limit: 'write' },
  { method: 'GET', path: `${users}/me/stats`, owner: 'identity', access: 'authenticated', limit: 'read' },
  { method: 'GET', path: `${users}/me/phone`, owner: 'identity', access: 'authenticated', limit: 'read' },
  { method: 'PUT', path: `${users}/me/phone`, owner: 'identity', access: 'authenticated', limit: 'auth' },
  { method: 'DELETE', path: `${users}/me/phone`, owner: 'identity', access: 'authenticated', limit: 'write' },
  { method: 'GET', path: `${users}/:id`, owner: 'identity', access: 'authenticated', limit: 'read' },
  { method: 'GET', path: `${users}/:userId/goals`, owner: 'goals', access: 'authenticated', limit: 'read' },
  { method: 'GET', path: `${users}/:userId/stats`, owner: 'identity', access: 'authenticated', limit: 'read' },
  // An older address of one's own account.
  { method: 'GET', path: `${users}/profile`, owner: 'identity', access: 'authenticated', limit: 'read' },
  { method: 'PUT', path: `${users}/profile`, owner: 'identity', access: 'authenticated', limit: 'write' },
  { method: 'GET', path: `${users}/preferences`, owner: 'identity', access: 'authenticated', limit: 'read' },
  { method: 'PUT', path: `${users}/preferences`, owner: 'identity', access: 'authenticated', limit: 'write' },
  { method: 'GET', path: `${settings}/privacy`, owner: 'identity', access: 'authenticated', limit: 'read' },
  { method: 'PUT', path: `${settings}/privacy`, owner: 'identity', access: 'authenticated', limit: 'write' },
  { method: 'GET', path: `${settings}/appearance`, owner: 'identity', access: 'authenticated', limit: 'read' },
  { method: 'PUT', path: `${settings}/appearance`, owner: 'identity', access: 'authenticated', limit: 'write' },
  { method: 'GET', path: `${settings}/locale`, owner: 'identity', access: 'authenticated', limit: 'read' },
  { method: 'PUT', path: `${settings}/locale`, owner: 'identity', access: 'authenticated', limit: 'write' },

  ...circleEndpoints.map(({ method, path }): Route => {
    return { method, path, owner: 'social-graph', access: 'authenticated', limit: method === 'GET' ? 'read' : 'write' };
  }),

  { method: 'GET', path: goals, owner: 'goals', access: 'authenticated', limit: 'read' },
  { method: 'POST', path: goals, owner: 'goals', access: 'authenticated', limit: 'write' },
  { method: 'GET', path: `${goals}/:goalId`, owner: 'goals', access: 'authenticated', limit: 'read' },
  { method: 'PUT', path: `${goals}/:goalId`, owner: 'goals', access: 'authenticated', limit: 'write' },
  { method: 'PATCH', path: `${goals}/:goalId`, owner: 'goals', access: 'authenticated', limit: 'write' },
  { method: 'DELETE', path: `${goals}/:goalId`, owner: 'goals', access: 'authenticated', limit: 'write' },
  { method: 'POST', path: `${goals}/:goalId/participants`, owner: 'goals', access: 'authenticated', limit: 'write' },
  {
    method: 'DELETE',
    path: `${goals}/:goalId/participants/:userId`,
    owner: 'goals',
    access: 'authenticated',
    limit: 'write',
  },
  { method: 'GET', path: `${goals}/:goalId/contributions`, owner: 'goals', access: 'authenticated', limit: 'read' },
  { method: 'POST', path: `${goals}/:goalId/contributions`, owner: 'goals', access: 'authenticated', limit: 'write' },
  { method: 'POST', path: `${goals}/:goalId/complete`, owner: 'goals', access: 'authenticated', limit: 'write' },

  {
    method: 'GET',
    path: `${notifications}/preferences`,
    owner: 'notifications',
    access: 'authenticated',
    limit: 'read',
  },
  {
    method: 'PUT',
    path: `${notifications}/preferences`,
    owner: 'notifications',
    access: 'authenticated',
    limit: 'write',
  },
  { method: 'GET', path: notifications, owner: 'notifications', access: 'authenticated', limit: 'read' },
  {
    method: 'GET',
    path: `${notifications}/unread-count`,
    owner: 'notifications',
    access: 'authenticated',
    limit: 'read',
  },
  {
    method: 'PUT',
    path: `${notifications}/mark-all-read`,
    owner: 'notifications',
    access: 'authenticated',
    limit: 'write',
  },
  {
    method: 'PUT',
    path: `${notifications}/:notificationId/read`,
    owner: 'notifications',
    access: 'authenticated',
    limit: 'write',
  },
  {
    method: 'DELETE',
    path: `${notifications}/:notificationId`,
    owner: 'notifications',
    access: 'authenticated',
    limit: 'write',
  },
];

/** The few that join services: composed here, by controllers of the gateway. */
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
