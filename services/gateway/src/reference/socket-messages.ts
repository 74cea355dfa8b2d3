import { z } from 'zod';

/** What travels over the socket, as realtime sends and takes it. Written down for the reader of `/asyncapi.json`. */
interface SocketMessage {
  readonly event: string;
  readonly from: 'client' | 'server';
  readonly summary: string;
  readonly payload: z.ZodType;
}

const time = z.iso.datetime();
const user = z.object({ username: z.string(), full_name: z.string() });
const goalChannel = z.object({ channel: z.literal('goal'), goal_id: z.uuid() });
const delivered = {
  id: z.string().describe('Id of the event behind it: the same push twice carries the same id'),
  sequence: z.number().int().describe('Version of the entity at its owner: consecutive, so that gaps show'),
};

const goalUpdate = z.object({
  ...delivered,
  goal_id: z.uuid(),
  update_type: z.enum(['contribution', 'completed', 'participant_added', 'participant_removed', 'updated', 'deleted']),
  data: z.union([
    z.object({ user, amount: z.number(), new_progress: z.number() }),
    z.object({ user, completed_at: time }),
    z.object({ user_id: z.uuid() }),
    z.object({ status: z.string(), new_progress: z.number() }),
    z.object({}),
  ]),
});

const notificationNew = z.object({
  ...delivered,
  notification: z.object({
    id: z.uuid(),
    title: z.string(),
    message: z.string(),
    notification_type: z.string(),
    action_url: z.string().nullable(),
    created_at: time,
  }),
});

export const socketMessages: readonly SocketMessage[] = [
  {
    event: 'subscribe',
    from: 'client',
    summary: 'Hear about a goal; refused when you may not see it',
    payload: goalChannel,
  },
  { event: 'unsubscribe', from: 'client', summary: 'Hear about a goal no more', payload: goalChannel },
  {
    event: 'presence',
    from: 'client',
    summary: 'Say that you are here',
    payload: z.object({ status: z.literal('online') }),
  },
  {
    event: 'auth.renew',
    from: 'client',
    summary: 'Put a fresh access token of the same session under the open socket',
    payload: z.object({ token: z.string() }),
  },
  {
    event: 'connected',
    from: 'server',
    summary: 'The socket is let in',
    payload: z.object({ user_id: z.uuid(), session_id: z.uuid(), expires_at: time }),
  },
  { event: 'goal.update', from: 'server', summary: 'Something happened to a goal you watch', payload: goalUpdate },
  { event: 'notification.new', from: 'server', summary: 'You have a new notification', payload: notificationNew },
  {
    event: 'presence.update',
    from: 'server',
    summary: 'A friend came or went',
    payload: z.object({ user_id: z.uuid(), status: z.enum(['online', 'offline']), last_seen_at: time }),
  },
  {
    event: 'auth.expiring',
    from: 'server',
    summary: 'The access token ends soon: send auth.renew, or the socket is cut',
    payload: z.object({ expires_at: time }),
  },
  {
    event: 'draining',
    from: 'server',
    summary: 'This server goes away: connect again after the given time',
    payload: z.object({ reconnect_in_ms: z.number().int() }),
  },
];
