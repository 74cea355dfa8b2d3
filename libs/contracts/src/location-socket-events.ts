import { z } from 'zod';
import { id, time } from './socket-fields';

export const maxLocationShareSeconds = 8 * 3_600;
const maxFriends = 50;
const maxAccuracyMetres = 100_000;

const position = {
  lat: z.number().min(-90).max(90).describe('Latitude in degrees (WGS 84)'),
  lng: z.number().min(-180).max(180).describe('Longitude in degrees (WGS 84)'),
  accuracy: z.number().min(0).max(maxAccuracyMetres).describe('Radius of the position in metres'),
};

const share = {
  share_id: id.describe('Chosen by the server; a share that has ended never comes back'),
  user_id: id.describe('The user whose location is shared'),
  conversation_id: id.nullable().describe('null for a share with single friends'),
};

export const locationStarted = z.object({ ...share, started_at: time, ends_at: time });
export type LocationStarted = z.infer<typeof locationStarted>;

export const locationUpdate = z.object({
  ...share,
  ...position,
  updated_at: time,
  expires_at: time.describe(
    'When the position must no longer be shown, unless a new position comes',
  ),
  ends_at: time,
});
export type LocationUpdate = z.infer<typeof locationUpdate>;

export const locationEnded = z.object(share);
export type LocationEnded = z.infer<typeof locationEnded>;

const duration_seconds = z
  .int()
  .min(60)
  .max(maxLocationShareSeconds)
  .describe('Time after which the share ends by itself');

export const locationShare = z.union([
  z.strictObject({ conversation_id: id, duration_seconds }),
  z.strictObject({ friend_ids: z.array(id).min(1).max(maxFriends), duration_seconds }),
]);
export type LocationShareRequest = z.infer<typeof locationShare>;

export const locationPosition = z.strictObject(position);
export type LocationPosition = z.infer<typeof locationPosition>;

export const locationStop = z.strictObject({
  share_id: id.optional().describe('Default: all shares of the user, on all devices'),
});
