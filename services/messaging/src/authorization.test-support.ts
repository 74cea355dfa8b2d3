import { randomUUID } from 'node:crypto';
import {
  type AuthorizationTables,
  type Cast,
  type Row,
  type Rows,
  secretTitle,
  type Target,
  the,
} from '@tribe/testing/authorization';

const conversations = '/api/v1/conversations';

/** A group of the owner with the member. */
async function group(cast: Cast): Promise<Target> {
  const body = {
    conversation_type: 'group',
    name: secretTitle,
    participant_ids: [cast.as('member').id],
  };
  return the.idOf(await cast.owner.post(conversations, body));
}

const inGroup: Row = {
  on: group,
  all: 'hidden CONVERSATION_NOT_FOUND',
  member: '200',
  owner: '200',
};
/** Another participant of such a group. */
async function participant(cast: Cast): Promise<Target> {
  const other = await cast.somebody('friend');
  await cast.tribe.settled();
  const { id } = await group(cast);
  const body = { participant_ids: [other.id] };
  await cast.owner.post(`${conversations}/${id}/participants`, body);

  return { id, params: { userId: other.id } };
}

/** A word that the owner has muted. */
async function mutedWord(cast: Cast): Promise<Target> {
  return the.idOf(await cast.owner.post('/api/v1/muted-words', { phrase: randomUUID() }));
}

/** A message of the owner in such a group. */
async function messageOfOwner(cast: Cast): Promise<Target> {
  const { id } = await group(cast);
  const sent = await cast.owner.post(`${conversations}/${id}/messages`, message());
  return { id, params: { messageId: the.idOf(sent).id } };
}

/** A request of a stranger to the owner. */
async function messageRequest(cast: Cast): Promise<Target> {
  const sender = await cast.somebody('stranger');
  await acceptMessages(cast, 'everyone');
  const body = { conversation_type: 'direct', participant_ids: [cast.owner.id] };
  const { id } = the.idOf(await sender.post(conversations, body));
  await sender.post(`${conversations}/${id}/messages`, message());
  await acceptMessages(cast, 'friends_only');

  return { id };
}

async function acceptMessages({ owner, tribe }: Cast, of: string): Promise<void> {
  await owner.put('/api/v1/settings/privacy', { who_can_send_messages: of });
  await tribe.settled();
}

async function reaction(cast: Cast): Promise<Target> {
  const { id, params } = await messageOfOwner(cast);
  return { id, params: { ...params, emoji: encodeURIComponent('👏') } };
}

/** A team of the owner with the member, who is a player. */
async function team(cast: Cast): Promise<Target> {
  const path = '/api/v1/teams';
  const member = cast.as('member');
  const { id } = the.idOf(await cast.owner.post(path, { name: secretTitle, is_private: true }));
  const body = { user_id: member.id };
  const invite = the.idOf(await cast.owner.post(`${path}/${id}/invites`, body));
  await member.put(`${path}/invites/${invite.id}/accept`);
  await cast.tribe.settled();

  return { id, params: { teamId: id } };
}

/** A channel of such a team. */
async function channel(cast: Cast): Promise<Target> {
  const { id: teamId } = await team(cast);
  return the.idOf(await cast.owner.post(`/api/v1/teams/${teamId}/channels`, { name: secretTitle }));
}

/** An alert of the owner in such a channel. */
async function alert(cast: Cast): Promise<Target> {
  const { id: conversation_id } = await channel(cast);
  const body = { conversation_id, content: 'Earlier' };
  const { confirmation } = (await cast.owner.post('/api/v1/alerts', body)).body;
  const { id } = the.idOf(await cast.owner.post('/api/v1/alerts', { ...body, confirmation }));

  return { id, params: { alertId: id } };
}

const inAlert: Row = { on: alert, all: 'hidden ALERT_NOT_FOUND', member: '200', owner: '200' };

const inThread: Row = { ...inGroup, on: messageOfOwner };
const byOwner: Row = { ...inGroup, member: '403 PERMISSION_DENIED' };
const message = () => ({ content: 'Hello', client_msg_id: randomUUID() });

const rows: Rows = {
  'GET /api/v1/conversations': { all: '200' },
  'GET /api/v1/conversations/{conversationId}/retention': inGroup,
  'PUT /api/v1/conversations/{conversationId}/retention': {
    ...byOwner,
    body: { retention_days: 30 },
  },
  'POST /api/v1/alerts': {
    body: { conversation_id: '0190163d-8694-739b-aea5-966c26f8ad92', content: 'Earlier' },
    all: '404 CONVERSATION_NOT_FOUND',
  },
  'GET /api/v1/conversations/{conversationId}/alerts': { ...inGroup, on: channel },
  'PUT /api/v1/alerts/{alertId}/acknowledgement': inAlert,
  'GET /api/v1/alerts/{alertId}/acknowledgements': { ...inAlert, member: '403 PERMISSION_DENIED' },
  'GET /api/v1/teams/{teamId}/channels': {
    on: team,
    all: 'hidden TEAM_NOT_FOUND',
    member: '200',
    owner: '200',
  },
  'GET /api/v1/teams/{teamId}/channels/year': {
    on: team,
    all: 'hidden TEAM_NOT_FOUND',
    member: '200',
    owner: '200',
  },
  'PUT /api/v1/teams/{teamId}/channels/year': {
    on: team,
    body: { year_ends_on: null },
    all: 'hidden TEAM_NOT_FOUND',
    member: '403 PERMISSION_DENIED',
    owner: '200',
  },
  'POST /api/v1/teams/{teamId}/channels': {
    on: team,
    body: { name: 'Goalkeepers' },
    all: 'hidden TEAM_NOT_FOUND',
    member: '403 PERMISSION_DENIED',
    owner: '201',
  },
  'GET /api/v1/muted-words': { all: '200' },
  'POST /api/v1/muted-words': { body: () => ({ phrase: randomUUID() }), all: '201' },
  'DELETE /api/v1/muted-words/{mutedWordId}': {
    on: mutedWord,
    all: 'hidden MUTED_WORD_NOT_FOUND',
    owner: '204',
  },
  'GET /api/v1/message-requests': { all: '200' },
  'POST /api/v1/message-requests/{conversationId}/accept': {
    on: messageRequest,
    all: 'hidden MESSAGE_REQUEST_NOT_FOUND',
    owner: '200',
  },
  'POST /api/v1/message-requests/{conversationId}/decline': {
    on: messageRequest,
    all: 'hidden MESSAGE_REQUEST_NOT_FOUND',
    owner: '204',
  },
  'GET /api/v1/search/messages': { query: 'q=hello', all: '200' },
  'GET /api/v1/sync': { all: '200' },
  // The owner accepts messages of friends only, as from the start.
  'POST /api/v1/conversations': {
    body: (cast) => ({ conversation_type: 'direct', participant_ids: [cast.owner.id] }),
    all: '403 PERMISSION_DENIED',
    blocked: '404 USER_NOT_FOUND',
    friend: '201',
  },
  'GET /api/v1/conversations/{conversationId}': inGroup,
  'GET /api/v1/conversations/{conversationId}/messages': inGroup,
  'POST /api/v1/conversations/{conversationId}/messages': {
    ...inGroup,
    body: message,
    member: '201',
    owner: '201',
  },
  'PATCH /api/v1/conversations/{conversationId}': { ...byOwner, body: { name: 'Renamed' } },
  'POST /api/v1/conversations/{conversationId}/participants': {
    ...byOwner,
    body: (cast) => ({ participant_ids: [cast.as('friend').id] }),
    owner: '201',
  },
  'DELETE /api/v1/conversations/{conversationId}/participants/{userId}': {
    ...byOwner,
    on: participant,
    owner: '204',
  },
  'PUT /api/v1/conversations/{conversationId}/messages/{messageId}': {
    ...byOwner,
    on: messageOfOwner,
    body: { content: 'Changed' },
  },
  'DELETE /api/v1/conversations/{conversationId}/messages/{messageId}': {
    ...byOwner,
    on: messageOfOwner,
    owner: '204',
  },
  'GET /api/v1/threads': { all: '200' },
  'GET /api/v1/conversations/{conversationId}/messages/{messageId}/thread': inThread,
  'PUT /api/v1/conversations/{conversationId}/messages/{messageId}/thread/follow': inThread,
  'DELETE /api/v1/conversations/{conversationId}/messages/{messageId}/thread/follow': {
    ...inThread,
    member: '204',
    owner: '204',
  },
  'POST /api/v1/conversations/{conversationId}/messages/{messageId}/thread/read': {
    ...inThread,
    body: {},
  },
  'GET /api/v1/conversations/{conversationId}/chain': inGroup,
  'GET /api/v1/conversations/{conversationId}/media': inGroup,
  'GET /api/v1/conversations/{conversationId}/pins': inGroup,
  'POST /api/v1/conversations/{conversationId}/messages/{messageId}/pin': {
    ...byOwner,
    on: messageOfOwner,
  },
  'DELETE /api/v1/conversations/{conversationId}/messages/{messageId}/pin': {
    ...byOwner,
    on: messageOfOwner,
    owner: '204',
  },
  'PUT /api/v1/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}': {
    ...inGroup,
    on: reaction,
  },
  'DELETE /api/v1/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}': {
    ...inGroup,
    on: reaction,
    member: '204',
    owner: '204',
  },
  'DELETE /api/v1/conversations/{conversationId}': { ...inGroup, member: '204', owner: '204' },
  'PUT /api/v1/conversations/{conversationId}/notification-level': {
    ...inGroup,
    body: { level: 'mentions' },
  },
  'PUT /api/v1/conversations/{conversationId}/mute': { ...inGroup, body: { until: null } },
  'PUT /api/v1/conversations/{conversationId}/archive': {
    ...inGroup,
    body: { is_archived: true },
  },
  'POST /api/v1/conversations/{conversationId}/read': { ...inGroup, body: {} },
  'PUT /api/v1/conversations/{conversationId}/draft': {
    ...inGroup,
    body: { content: 'Hel', updated_at: '2026-01-01T00:00:00.000Z' },
  },
  'DELETE /api/v1/conversations/{conversationId}/draft': {
    ...inGroup,
    member: '204',
    owner: '204',
  },
};

/** The expected status of each endpoint of messaging, by kind of caller. */
export const authorization: AuthorizationTables = { messaging: rows };
