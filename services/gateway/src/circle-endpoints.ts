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

const ofFriends = [
  ['GET', ''],
  ['DELETE', '/:friendId'],
  ['GET', '/status/:userId'],
  ['GET', '/requests'],
  ['POST', '/requests'],
  ['PUT', '/requests/:requestId/accept'],
  ['PUT', '/requests/:requestId/decline'],
  ['DELETE', '/requests/:requestId'],
  ['GET', '/suggestions'],
  ['GET', '/suggestions/goals'],
  ['POST', '/suggestions/:userId/dismiss'],
  ['POST', '/contacts'],
  ['GET', '/search'],
  ['GET', '/online'],
] as const;

const ofUsers = [
  ['GET', '/:userId/friends'],
  ['GET', '/search'],
  // Older addresses of three endpoints of friends, which old clients still use.
  ['GET', '/me/friends'],
  ['POST', '/friends/request'],
  ['PUT', '/friends/:requestId/accept'],
] as const;

/** Whom somebody has blocked, or muted. */
const ofUnwanted = [
  ['GET', ''],
  ['POST', ''],
  ['DELETE', '/:userId'],
] as const;

type Endpoints = readonly (readonly ['GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', string])[];

const under = (kind: string, endpoints: Endpoints) =>
  endpoints.map(([method, rest]) => ({ method, path: `/api/v1/${kind}${rest}` }));

/** The endpoints of friends, partnerships, tribes, groups and teams, all served by social-graph to those who are signed in. */
export const circleEndpoints = [
  ...under('friends', ofFriends),
  ...under('users', ofUsers),
  { method: 'GET' as const, path: '/api/v1/search/users' },
  ...under('settings/blocked-users', ofUnwanted),
  ...under('settings/muted-users', ofUnwanted),
  ...under('partnerships', ofPartnerships),
  ...under('tribes', ofTribes),
  ...under('groups', ofTribes),
  ...under('teams', ofTribes),
];
