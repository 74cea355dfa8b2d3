import { z } from 'zod';

/** `{ channel: 'goal', goal_id }`, as in the subscribe event of the public API. */
export const subscription = z.strictObject({ channel: z.literal('goal'), goal_id: z.uuid() });

export const presenceSignal = z.strictObject({ status: z.literal('online') });

export const tokenRenewal = z.strictObject({ token: z.string().min(1).max(4096) });
