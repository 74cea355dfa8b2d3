import type { Person } from '@tribe/testing';
import {
  type Cast,
  type Row,
  type Rows,
  secretTitle,
  type Target,
  the,
} from '@tribe/testing/authorization';

const kinds = ['tribes', 'groups', 'teams'] as const;
type Kind = (typeof kinds)[number];

/** A private tribe, group or team of the owner, with the member and the other users as members. */
async function createPrivate(
  cast: Cast,
  kind: Kind,
  others: readonly Person[] = [],
): Promise<Target> {
  const path = `/api/v1/${kind}`;
  const target = the.idOf(await cast.owner.post(path, { name: secretTitle, is_private: true }));
  for (const other of [cast.as('member'), ...others]) {
    const invite = the.idOf(
      await cast.owner.post(`${path}/${target.id}/invites`, { user_id: other.id }),
    );
    await other.put(`${path}/invites/${invite.id}/accept`);
  }
  return target;
}

/** Another member of a private tribe, group or team. */
async function member(cast: Cast, kind: Kind): Promise<Target> {
  const other = await cast.somebody('friend');
  const { id } = await createPrivate(cast, kind, [other]);
  return { id, params: { userId: other.id } };
}

/** A request to join, sent while the tribe, group or team was public. */
async function request(cast: Cast, kind: Kind): Promise<Target> {
  const path = `/api/v1/${kind}`;
  const [{ id }, requester] = [await createPrivate(cast, kind), await cast.somebody('stranger')];
  await cast.owner.request('PATCH', `${path}/${id}`, { is_private: false });
  await requester.post(`${path}/${id}/join`);
  await cast.owner.request('PATCH', `${path}/${id}`, { is_private: true });
  const { body } = await cast.owner.get(`${path}/${id}/requests`);
  return { id, params: { requestId: body.requests[0].id } };
}

/** An invitation that the owner sent. */
async function invited(cast: Cast, kind: Kind): Promise<Target> {
  const [{ id }, friend] = [await createPrivate(cast, kind), await cast.somebody('friend')];
  const sent = the.idOf(
    await cast.owner.post(`/api/v1/${kind}/${id}/invites`, { user_id: friend.id }),
  );
  return { id, params: { inviteId: sent.id } };
}

/** An open invitation of another user to the owner. */
async function invite(cast: Cast, kind: Kind): Promise<Target> {
  const friend = await cast.somebody('friend');
  const { id } = the.idOf(await friend.post(`/api/v1/${kind}`, { name: 'Runners' }));
  return the.idOf(await friend.post(`/api/v1/${kind}/${id}/invites`, { user_id: cast.owner.id }));
}

/** The kinds of rows: for members, for members with permissions, and for the invitee. */
function patternsOf(kind: Kind) {
  const hidden: Row = {
    on: (cast) => createPrivate(cast, kind),
    all: 'hidden TRIBE_NOT_FOUND',
    member: '200',
    owner: '200',
  };
  const withPermission: Row = { ...hidden, member: '403 PERMISSION_DENIED' };
  return {
    hidden,
    withPermission,
    answering: {
      on: (cast: Cast) => invite(cast, kind),
      all: 'hidden TRIBE_INVITATION_NOT_FOUND',
    } satisfies Row,
    ofMember: { ...withPermission, on: (cast: Cast) => member(cast, kind) },
    ofRequest: {
      ...withPermission,
      on: (cast: Cast) => request(cast, kind),
      owner: '204',
    } satisfies Row,
    ofInvited: {
      ...withPermission,
      on: (cast: Cast) => invited(cast, kind),
      owner: '204',
    } satisfies Row,
  };
}

function rowsOf(kind: Kind): Rows {
  const path = `/api/v1/${kind}`;
  const { hidden, withPermission, answering, ofMember, ofRequest, ofInvited } = patternsOf(kind);
  const rows: Record<string, Row> = {
    [`GET ${path}`]: { all: '200' },
    [`POST ${path}`]: { body: { name: 'Runners' }, all: '201' },
    [`GET ${path}/discover`]: { all: '200' },
    [`GET ${path}/invites`]: { all: '200' },
    [`PUT ${path}/invites/{inviteId}/accept`]: { ...answering, owner: '200' },
    [`PUT ${path}/invites/{inviteId}/decline`]: { ...answering, owner: '204' },
    [`GET ${path}/{tribeId}`]: hidden,
    [`PATCH ${path}/{tribeId}`]: { ...withPermission, body: { description: 'At dawn' } },
    [`DELETE ${path}/{tribeId}`]: { ...withPermission, owner: '204' },
    [`GET ${path}/{tribeId}/members`]: hidden,
    [`PUT ${path}/{tribeId}/members/{userId}`]: {
      ...ofMember,
      body: { role: kind === 'teams' ? 'captain' : 'moderator' },
    },
    [`DELETE ${path}/{tribeId}/members/{userId}`]: { ...ofMember, owner: '204' },
    [`POST ${path}/{tribeId}/leave`]: { ...hidden, member: '204', owner: '204' },
    [`PUT ${path}/{tribeId}/owner`]: {
      ...withPermission,
      body: ({ owner }) => ({ user_id: owner.id }),
    },
    [`POST ${path}/{tribeId}/invites`]: {
      ...withPermission,
      body: async (cast) => ({ user_id: (await cast.somebody('friend')).id }),
      owner: '201',
    },
    [`GET ${path}/{tribeId}/invites`]: withPermission,
    [`DELETE ${path}/{tribeId}/invites/{inviteId}`]: ofInvited,
    [`POST ${path}/{tribeId}/join`]: hidden,
    [`DELETE ${path}/{tribeId}/join`]: { ...hidden, member: '204', owner: '204' },
    [`GET ${path}/{tribeId}/requests`]: withPermission,
    [`PUT ${path}/{tribeId}/requests/{requestId}/approve`]: ofRequest,
    [`PUT ${path}/{tribeId}/requests/{requestId}/reject`]: ofRequest,
  };
  return rows as Rows;
}

export const tribeRows: Rows = Object.assign({}, ...kinds.map(rowsOf)) as Rows;
