import { eventsConfig } from '@tribe/events';
import { address, baseConfig } from '@tribe/service-kit';
import { z } from 'zod';

export const notificationsConfig = baseConfig.extend(eventsConfig.shape).extend({
  /** Days a notification is kept before it is purged. */
  NOTIFICATION_RETENTION_DAYS: z.coerce.number().int().min(1).max(3650).default(90),
  /**
   * The mail server, with user and password in the address: `smtps://resend:<key>@smtp.resend.com:465`. Mails wait while
   * it is away.
   */
  SMTP_URL: address('smtp', 'smtps'),
  MAIL_FROM: z
    .string()
    .regex(/@/, 'must be an address, or a name and an address in <>')
    .default('Tribe <hello@tribe.app>'),
  /** Where links in mails lead: the pages of the gateway, or an app that takes its addresses over. */
  APP_URL: address('http', 'https').default('https://tribe.app'),
});

export type NotificationsConfig = z.infer<typeof notificationsConfig>;
