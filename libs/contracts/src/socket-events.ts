import { z } from 'zod';

const id = z.uuid().toLowerCase();

const time = z.iso.datetime();
const publicUser = z.object({ username: z.string(), full_name: z.string() });

/** Fields of every push, by which a client drops duplicates and detects gaps. */
const delivered = {
  id: z.string().describe('Id of the underlying domain event; a repeated push carries the same id'),
  sequence: z
    .int()
    .describe('Version of the entity; consecutive per entity, so that clients can detect gaps'),
};

const goalUpdateOf = <Type extends string, Data extends z.ZodType>(
  types: readonly [Type, ...Type[]],
  data: Data,
) => z.object({ ...delivered, goal_id: id, update_type: z.enum(types), data });

export const goalUpdate = z.discriminatedUnion('update_type', [
  goalUpdateOf(
    ['contribution'],
    z.object({ user: publicUser, amount: z.number(), new_progress: z.number() }),
  ),
  goalUpdateOf(['completed'], z.object({ user: publicUser, completed_at: time })),
  goalUpdateOf(['participant_added', 'participant_removed'], z.object({ user_id: id })),
  goalUpdateOf(['updated'], z.object({ status: z.string(), new_progress: z.number() })),
  goalUpdateOf(['deleted'], z.object({})),
]);
export type GoalUpdate = z.infer<typeof goalUpdate>;

export const notificationNew = z.object({
  ...delivered,
  notification: z.object({
    id,
    title: z.string(),
    message: z.string(),
    notification_type: z.string(),
    action_url: z.string().nullable(),
    created_at: time,
  }),
});
export type NotificationNew = z.infer<typeof notificationNew>;

export const presenceUpdate = z.object({
  user_id: id,
  status: z.enum(['online', 'offline']),
  last_seen_at: time,
});
export type PresenceUpdate = z.infer<typeof presenceUpdate>;

/** A socket.io event: its summary and the schema of its payload. */
export interface SocketEvent<Payload extends z.ZodType = z.ZodType> {
  readonly summary: string;
  readonly payload: Payload;
}

type SocketEvents = Readonly<Record<string, SocketEvent>>;

/** Events that the server sends, by socket.io event name. */
export const serverEvents = {
  connected: {
    summary: 'The server accepted the socket',
    payload: z.object({ user_id: id, session_id: id, expires_at: time }),
  },
  'goal.update': { summary: 'A goal that you subscribed to changed', payload: goalUpdate },
  'notification.new': { summary: 'You have a new notification', payload: notificationNew },
  'presence.update': { summary: 'A friend went online or offline', payload: presenceUpdate },
  'auth.expiring': {
    summary: 'Your access token expires soon: send auth.renew, or the server closes the socket',
    payload: z.object({ expires_at: time }),
  },
  draining: {
    summary: 'This server is shutting down: connect again after the given time',
    payload: z.object({ reconnect_in_ms: z.int() }),
  },
} as const satisfies SocketEvents;

const goalChannel = z.strictObject({ channel: z.literal('goal'), goal_id: id });

/** Events that a client may send, by socket.io event name. The server acknowledges each. */
export const clientEvents = {
  subscribe: { summary: 'Subscribe to a goal that you may see', payload: goalChannel },
  unsubscribe: { summary: 'Unsubscribe from a goal', payload: goalChannel },
  presence: {
    summary: 'Report that you are online',
    payload: z.strictObject({ status: z.literal('online') }),
  },
  'auth.renew': {
    summary: 'Replace the access token of the open socket with a newer one of the same session',
    payload: z.strictObject({ token: z.string().min(1).max(4096) }),
  },
} as const satisfies SocketEvents;

export type ServerEventName = keyof typeof serverEvents;
export type ClientEventName = keyof typeof clientEvents;

/** The payload of a server event. */
export type ServerEventPayload<Name extends ServerEventName> = z.infer<
  (typeof serverEvents)[Name]['payload']
>;

/** The acknowledgement of a client event. */
export type Acknowledgement =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: string; readonly detail: string };
