import { id } from '@tribe/service-kit';
import { z } from 'zod';

const deviceType = z.enum(['ios', 'android', 'web']).meta({ id: 'DeviceType', example: 'ios' });

export const registerPushTokenBody = z
  .strictObject({
    token: z
      .string()
      .regex(/^[\x21-\x7e]{1,512}$/, 'may have 1 to 512 visible ASCII characters')
      .describe('Of this installation of the app, from the push service')
      .meta({ example: 'ExponentPushToken[xxxxxxxxxxxxxxxxxxxxxx]' }),
    device_type: deviceType,
  })
  .meta({ id: 'RegisterPushTokenRequest' });
export type RegisterPushTokenBody = z.infer<typeof registerPushTokenBody>;

export const pushTokenParams = z.object({ tokenId: id });

export const pushTokenResponse = z
  .object({ id, device_type: deviceType, created_at: z.iso.datetime() })
  .meta({ id: 'PushToken' });
