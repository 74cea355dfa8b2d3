/** What every kind of tribe has under its own path. */
const endpoints = [
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
] as const;

/** The endpoints of tribes, groups and teams, all served by social-graph. */
export const tribeEndpoints = ['tribes', 'groups', 'teams'].flatMap((kind) =>
  endpoints.map(([method, rest]) => ({ method, path: `/api/v1/${kind}${rest}` })),
);
