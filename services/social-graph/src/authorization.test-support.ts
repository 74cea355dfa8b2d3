import { type AuthorizationTables, type Row, type Rows, the } from '@tribe/testing/authorization';
import { moderationRows } from './moderation/moderation-authorization.test-support';
import { tribeRows } from './tribe/tribe-authorization.test-support';

const sending: Row = {
  on: the.owner,
  body: ({ owner }) => ({ user_id: owner.id }),
  spare: true,
  stranger: '403 FRIEND_REQUEST_NOT_ALLOWED',
  blocked: 'hidden USER_NOT_FOUND',
  friend: '409 ALREADY_FRIENDS',
  owner: '422 CANNOT_BEFRIEND_YOURSELF',
};
const answering: Row = {
  on: the.requestToOwner,
  all: 'hidden FRIEND_REQUEST_NOT_FOUND',
  owner: '200',
};

const inviting: Row = {
  on: the.owner,
  body: ({ owner }) => ({ kind: 'accountability', user_id: owner.id }),
  spare: true,
  stranger: 'hidden PARTNER_NOT_A_FRIEND',
  friend: '201',
  owner: '422 CANNOT_PARTNER_YOURSELF',
};
const forPartners: Row = { all: 'hidden PARTNERSHIP_NOT_FOUND', owner: '200' };
const madeUpToken: Row = {
  all: '404 PARTNERSHIP_INVITATION_NOT_FOUND',
  body: { token: 'made-up' },
};

const rows: Rows = {
  'GET /api/v1/friends': { all: '200' },
  'GET /api/v1/users/me/friends': { all: '200' },
  'GET /api/v1/friends/status/{userId}': {
    on: the.owner,
    all: '200',
    blocked: 'hidden USER_NOT_FOUND',
  },
  'GET /api/v1/users/{userId}/friends': {
    on: the.owner,
    all: '200',
    stranger: 'hidden USER_NOT_FOUND',
  },
  'GET /api/v1/friends/online': { all: '200' },
  'GET /api/v1/friends/suggestions': { all: '200' },
  'GET /api/v1/friends/suggestions/goals': { all: '200' },
  // The answer is the same when the user was not suggested.
  'POST /api/v1/friends/suggestions/{userId}/dismiss': { on: the.owner, all: '204' },
  // No user of the cast has verified a phone number.
  'POST /api/v1/friends/contacts': {
    all: '403 PHONE_NOT_DISCOVERABLE',
    body: { phone_numbers: ['+254712345678'] },
  },
  'GET /api/v1/friends/search': { query: 'q=somebody', all: '200' },
  'GET /api/v1/users/search': { query: 'q=somebody', all: '200' },
  'GET /api/v1/search/users': { query: 'q=somebody', all: '200' },
  // The answer is the same without a friendship.
  'DELETE /api/v1/friends/{friendId}': { on: the.owner, spare: true, all: '204' },
  'GET /api/v1/friends/requests': { all: '200' },
  'POST /api/v1/friends/requests': sending,
  'POST /api/v1/users/friends/request': sending,
  'PUT /api/v1/friends/requests/{requestId}/accept': answering,
  'PUT /api/v1/users/friends/{requestId}/accept': answering,
  'PUT /api/v1/friends/requests/{requestId}/decline': answering,
  'DELETE /api/v1/friends/requests/{requestId}': {
    on: the.requestOfOwner,
    all: 'hidden FRIEND_REQUEST_NOT_FOUND',
    owner: '204',
  },
  'GET /api/v1/settings/blocked-users': { all: '200' },
  // The block hides the caller from the owner, so each caller has a spare owner.
  'POST /api/v1/settings/blocked-users': {
    on: the.owner,
    body: ({ owner }) => ({ user_id: owner.id }),
    spare: true,
    all: '201',
    blocked: 'hidden USER_NOT_FOUND',
    owner: '422 CANNOT_BLOCK_YOURSELF',
  },
  'GET /api/v1/settings/muted-users': { all: '200' },
  'POST /api/v1/settings/muted-users': {
    on: the.owner,
    body: ({ owner }) => ({ user_id: owner.id }),
    all: '201',
    blocked: 'hidden USER_NOT_FOUND',
    owner: '422 CANNOT_MUTE_YOURSELF',
  },
  'DELETE /api/v1/settings/muted-users/{userId}': { on: the.owner, all: '204' },
  // The answer is the same without a block.
  'DELETE /api/v1/settings/blocked-users/{userId}': { on: the.owner, all: '204' },
  'GET /api/v1/partnerships': { all: '200' },
  'POST /api/v1/partnerships': inviting,
  'POST /api/v1/partnerships/setup': inviting,
  'POST /api/v1/partnerships/accept': madeUpToken,
  'POST /api/v1/partnerships/decline': madeUpToken,
  'POST /api/v1/partnerships/refuse-invitations': {
    public: '422 LINK_INVALID',
    body: { token: 'made-up' },
  },
  'GET /api/v1/partnerships/{partnershipId}': { on: the.partnership, ...forPartners },
  'PATCH /api/v1/partnerships/{partnershipId}': {
    on: the.partnership,
    ...forPartners,
    body: { name: 'Runners' },
  },
  'POST /api/v1/partnerships/{partnershipId}/invite': {
    on: the.invitationOfOwner,
    ...forPartners,
    owner: '403 EMAIL_NOT_VERIFIED',
    body: { email: 'somebody.else@example.com' },
  },
  'PUT /api/v1/partnerships/{partnershipId}/accept': { on: the.invitationToOwner, ...forPartners },
  'PUT /api/v1/partnerships/{partnershipId}/decline': { on: the.invitationToOwner, ...forPartners },
  'PUT /api/v1/partnerships/{partnershipId}/pause': { on: the.partnership, ...forPartners },
  'PUT /api/v1/partnerships/{partnershipId}/resume': { on: the.partnership, ...forPartners },
  'PUT /api/v1/partnerships/{partnershipId}/dissolve': { on: the.partnership, ...forPartners },
};

/** The answer of each endpoint of social-graph to each kind of caller. */
export const authorization: AuthorizationTables = {
  'social-graph': { ...rows, ...moderationRows },
  tribes: tribeRows,
};
