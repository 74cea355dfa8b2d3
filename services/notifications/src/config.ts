import { eventsConfig } from '@tribe/events';
import { address, baseConfig } from '@tribe/service-kit';
import { z } from 'zod';
import { firebaseCredentials } from './push/firebase-credentials';

export const notificationsConfig = baseConfig.extend(eventsConfig.shape).extend({
  NOTIFICATION_RETENTION_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_650)
    .default(90)
    .describe('Days before a notification is deleted'),
  SMTP_URL: address('smtp', 'smtps')
    .meta({ secret: true })
    .describe(
      'Mail server, with user and password: `smtps://resend:<key>@smtp.resend.com:465`. Mails are retried while it is unavailable',
    ),
  PUSH_URL: address('http', 'https')
    .optional()
    .describe(
      'Push service in the format of Expo: `https://exp.host/--/api/v2/push/send`. No pushes are sent without it or FIREBASE_CREDENTIALS',
    ),
  FIREBASE_CREDENTIALS: firebaseCredentials
    .optional()
    .describe(
      'Service account with the right to send over Firebase Cloud Messaging, which gets the pushes to all tokens that are not of Expo',
    ),
  FCM_URL: address('http', 'https')
    .default('https://fcm.googleapis.com')
    .describe('Base URL of Firebase Cloud Messaging'),
  MAIL_FROM: z
    .string()
    .regex(/@/, 'must be an address, or a name followed by an address in <>')
    .meta({ format: 'address, or a name followed by an address in <>' })
    .default('Tribe <hello@tribe.app>')
    .describe('Sender of every mail'),
  APP_URL: address('http', 'https')
    .default('https://tribe.app')
    .describe(
      'Base URL of links in mails: the pages of the gateway, or of an app that handles the same URLs',
    ),
});

export type NotificationsConfig = z.infer<typeof notificationsConfig>;

export function hasPushService(
  config: Pick<NotificationsConfig, 'PUSH_URL' | 'FIREBASE_CREDENTIALS'>,
): boolean {
  return config.PUSH_URL !== undefined || config.FIREBASE_CREDENTIALS !== undefined;
}
