import type { Route } from './routes';

/** What every kind of tribe has under its own path. */
const endpoints: ReadonlyArray<readonly [Route['method'], string]> = [
  ['GET', ''],
  ['POST', ''],
  ['GET', '/discover'],
  ['GET', '/invites'],
  ['PUT', '/invites/:inviteId/accept'],
  ['PUT', '/invites/:inviteId/decline'],
  ['GET', '/:tribeId'],
  ['PATCH', '/:tribeId'],
  ['DELETE', '/:tribeId'],
  ['GET', '/:tribeId/members'],
  ['PUT', '/:tribeId/members/:userId'],
  ['DELETE', '/:tribeId/members/:userId'],
  ['POST', '/:tribeId/leave'],
  ['PUT', '/:tribeId/owner'],
  ['POST', '/:tribeId/invites'],
  ['POST', '/:tribeId/join'],
  ['DELETE', '/:tribeId/join'],
  ['GET', '/:tribeId/requests'],
  ['PUT', '/:tribeId/requests/:requestId/approve'],
  ['PUT', '/:tribeId/requests/:requestId/reject'],
];

/** The endpoints of tribes, groups and teams. */
export const tribeRoutes: readonly Route[] = ['tribes', 'groups', 'teams'].flatMap((kind) =>
  endpoints.map(([method, rest]): Route => {
    const path = `/api/v1/${kind}${rest}`;
    return { method, path, owner: 'social-graph', access: 'authenticated', limit: method === 'GET' ? 'read' : 'write' };
  }),
);
