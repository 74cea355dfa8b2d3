import type { Person } from '@tribe/testing';
import {
  type Cast,
  type ErrorCode,
  type Relation,
  type Target,
  the,
} from '@tribe/testing/authorization';

/** The acknowledgement of a client event. `hidden` equals the response for an object that does not exist. */
export type Acknowledged = 'ok' | ErrorCode | `hidden ${ErrorCode}`;

/** The expected acknowledgement of a client event by kind of caller; see {@link Row}. */
export interface SocketRow extends Partial<Readonly<Record<Relation, Acknowledged>>> {
  readonly all: Acknowledged;
  readonly on?: (cast: Cast) => Promise<Target>;
  readonly payload: (id: string, cast: Cast, actor: Person) => object | Promise<object>;
}

const goalRoom = (goal_id: string) => ({ channel: 'goal', goal_id });

/** A group of the owner with the member. */
async function conversation(cast: Cast): Promise<Target> {
  const participant_ids = [cast.as('member').id];
  const group = { conversation_type: 'group', name: 'Two of us', participant_ids };
  return the.idOf(await cast.owner.post('/api/v1/conversations', group));
}

/** All client events, by their names in `/asyncapi.json`. */
export const socketRows: Readonly<Record<string, SocketRow>> = {
  subscribe: {
    on: the.goal,
    payload: goalRoom,
    all: 'hidden GOAL_NOT_FOUND',
    member: 'ok',
    owner: 'ok',
  },
  // Also succeeds for sockets that are not in the room.
  unsubscribe: { on: the.goal, payload: goalRoom, all: 'ok' },
  presence: { payload: () => ({ status: 'online' }), all: 'ok' },
  // Also for participants, who must subscribe before.
  typing: {
    payload: (conversation_id) => ({ conversation_id, is_typing: true }),
    all: 'NOT_SUBSCRIBED',
  },
  'message.send': {
    on: conversation,
    payload: (conversation_id, _, { id }) => ({
      conversation_id,
      content: 'Hello',
      client_msg_id: id,
    }),
    all: 'hidden CONVERSATION_NOT_FOUND',
    member: 'ok',
    owner: 'ok',
  },
  'message.read': {
    on: conversation,
    payload: (conversation_id) => ({ conversation_id }),
    all: 'hidden CONVERSATION_NOT_FOUND',
    member: 'ok',
    owner: 'ok',
  },
  'location.update': {
    payload: () => ({ lat: -1.3, lng: 36.8, accuracy: 10 }),
    all: 'LOCATION_NOT_SHARED',
  },
  'location.share': {
    on: async ({ owner }) => ({ id: owner.id }),
    payload: async (id, _, actor) => {
      await actor.put('/api/v1/settings/privacy', { share_location: true });
      return { friend_ids: [id], duration_seconds: 60 };
    },
    all: 'hidden FRIEND_NOT_FOUND',
    friend: 'ok',
    member: 'ok',
  },
  'location.stop': { payload: () => ({}), all: 'ok' },
  // A token of another user, or of another session of the owner.
  'auth.renew': {
    payload: async (_, cast) => ({ token: (await cast.spare('owner')).accessToken }),
    all: 'TOKEN_INVALID',
  },
};

/** The allowed recipients of each push about the owner, by its name in `/asyncapi.json`. */
export const allowedRecipients: Readonly<Record<string, readonly Relation[]>> = {
  'goal.update': ['member', 'owner'],
  'system.update': ['member', 'owner'],
  'conversation.updated': ['member', 'owner'],
  'message.new': ['member', 'owner'],
  'message.edited': ['member', 'owner'],
  'message.deleted': ['member', 'owner'],
  'message.pinned': ['member', 'owner'],
  'message.reaction': ['member', 'owner'],
  'message.read': ['member', 'owner'],
  'thread.read': ['owner'],
  typing: ['member'],
  // The member earns an achievement with the first contribution.
  'notification.new': ['member', 'owner'],
  'presence.update': ['friend', 'member'],
  // The owner is a friend of the member, who earns an achievement with the first contribution.
  'feed.new': ['friend', 'member', 'owner'],
  'post.updated': ['friend', 'member', 'owner'],
  'location.started': ['friend', 'member', 'owner'],
  'location.update': ['friend', 'member'],
  'location.ended': ['friend', 'member', 'owner'],
};

/** Pushes about the socket itself. */
export const aboutTheSocket = ['connected', 'auth.expiring', 'draining'];
