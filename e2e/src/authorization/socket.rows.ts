import type { Person } from '@tribe/testing';
import {
  type Cast,
  type ErrorCode,
  type Relation,
  type Target,
  the,
} from '@tribe/testing/authorization';

/** What a client's event is acknowledged with; `hidden` reads like the answer about an object that does not exist. */
export type Acknowledged = 'ok' | ErrorCode | `hidden ${ErrorCode}`;

/** What one event of a client is answered to whom. As in {@link Row}. */
export interface SocketRow extends Partial<Readonly<Record<Relation, Acknowledged>>> {
  readonly all: Acknowledged;
  readonly on?: (cast: Cast) => Promise<Target>;
  readonly payload: (id: string, cast: Cast, actor: Person) => object | Promise<object>;
}

const goalRoom = (goal_id: string) => ({ channel: 'goal', goal_id });

/** Every event of a client, as `/asyncapi.json` names it. */
export const socketRows: Readonly<Record<string, SocketRow>> = {
  subscribe: {
    on: the.goal,
    payload: goalRoom,
    all: 'hidden GOAL_NOT_FOUND',
    member: 'ok',
    owner: 'ok',
  },
  // Says the same to who was never in the room.
  unsubscribe: { on: the.goal, payload: goalRoom, all: 'ok' },
  presence: { payload: () => ({ status: 'online' }), all: 'ok' },
  // Of somebody else, and of one's own but for another session.
  'auth.renew': {
    payload: async (_, cast) => ({ token: (await cast.spare('owner')).accessToken }),
    all: 'TOKEN_INVALID',
  },
};

/** Who may hear each push about the owner, as `/asyncapi.json` names it; pushes about nobody are left out. */
export const heardBy: Readonly<Record<string, readonly Relation[]>> = {
  'goal.update': ['member', 'owner'],
  'notification.new': ['owner'],
  'presence.update': ['friend', 'member'],
};

/** Pushes a socket gets about itself. */
export const aboutTheSocket = ['connected', 'auth.expiring', 'draining'];
