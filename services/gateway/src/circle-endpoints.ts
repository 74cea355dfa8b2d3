/** What every kind of tribe has under its own path. */
const ofTribes = [
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
  ['GET', '/:tribeId/invites'],
  ['POST', '/:tribeId/invites'],
  ['DELETE', '/:tribeId/invites/:inviteId'],
  ['POST', '/:tribeId/join'],
  ['DELETE', '/:tribeId/join'],
  ['GET', '/:tribeId/requests'],
  ['PUT', '/:tribeId/requests/:requestId/approve'],
  ['PUT', '/:tribeId/requests/:requestId/reject'],
] as const;

const ofPartnerships = [
  ['GET', ''],
  ['POST', ''],
  ['POST', '/setup'],
  ['POST', '/accept'],
  ['POST', '/decline'],
  ['GET', '/:partnershipId'],
  ['PATCH', '/:partnershipId'],
  ['POST', '/:partnershipId/invite'],
  ['PUT', '/:partnershipId/accept'],
  ['PUT', '/:partnershipId/decline'],
  ['PUT', '/:partnershipId/pause'],
  ['PUT', '/:partnershipId/resume'],
  ['PUT', '/:partnershipId/dissolve'],
] as const;

const under = (kind: string, endpoints: typeof ofTribes | typeof ofPartnerships) =>
  endpoints.map(([method, rest]) => ({ method, path: `/api/v1/${kind}${rest}` }));

/** The endpoints of partnerships, tribes, groups and teams, all served by social-graph to those who are signed in. */
export const circleEndpoints = [
  ...under('partnerships', ofPartnerships),
  ...under('tribes', ofTribes),
  ...under('groups', ofTribes),
  ...under('teams', ofTribes),
];
