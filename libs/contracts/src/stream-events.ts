import { z } from 'zod';
import type { SocketEvent } from './socket-events';
import { id } from './socket-fields';

/** Events of `GET /api/v1/live` besides those of sockets, by event name. */
export const streamEvents = {
  subscription: {
    summary: 'Whether the stream follows a goal, post or conversation that its URL names',
    payload: z.object({
      channel: z.enum(['goal', 'conversation', 'post']),
      goal_id: id.optional(),
      conversation_id: id.optional(),
      post_id: id.optional(),
      ok: z.boolean(),
      code: z.string().optional().describe('Why it does not'),
      detail: z.string().optional(),
      status: z.int().optional(),
      retry_after: z.int().optional().describe('In seconds'),
    }),
  },
  resync: {
    summary: 'You were connected before and may have missed pushes: call GET /api/v1/sync',
    payload: z.object({ last_event_id: z.string() }),
  },
  closed: {
    summary: 'The server closes the stream for this reason: SLOW_CONSUMER',
    payload: z.object({ code: z.string() }),
  },
} as const satisfies Readonly<Record<string, SocketEvent>>;
