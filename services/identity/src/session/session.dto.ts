import { z } from 'zod';
import { isPlainText } from '../user/user.rules';

const shortText = (max: number) => z.string().min(1).max(max).refine(isPlainText, 'may not have control characters');

export const deviceInfo = z.strictObject({
  device_type: shortText(50).optional(),
  device_id: shortText(255).optional(),
  app_version: shortText(50).optional(),
});
export type DeviceInfo = z.infer<typeof deviceInfo>;

export const refreshBody = z.strictObject({ refresh_token: z.string().min(1).max(2048) });
export type RefreshBody = z.infer<typeof refreshBody>;

export const tokenResponse = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  token_type: z.literal('bearer'),
  /** Seconds. */
  expires_in: z.number().int(),
});
export type TokenResponse = z.infer<typeof tokenResponse>;
