import { eventsConfig } from '@tribe/events';
import { baseConfig, commaSeparated, secretText } from '@tribe/service-kit';
import { z } from 'zod';

export const goalsConfig = baseConfig.extend(eventsConfig.shape).extend({
  GOAL_MAX_PARTICIPANTS: z.coerce
    .number()
    .int()
    .min(2)
    .max(50)
    .default(50)
    .describe('Maximum number of participants of a goal, including its creator'),
  GOAL_OWNER_IDLE_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_650)
    .default(60)
    .describe(
      'After this time without an act of its owner, a group goal gets another owner, in days',
    ),
  GOAL_INVITATIONS_PER_DAY: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(30)
    .describe('Maximum number of invitations to goals that a user sends in 24 hours'),
  SYSTEM_MAX_PER_USER: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(200)
    .describe('Maximum number of systems of a user, including archived ones'),
  BADGE_KEY_SECRET: secretText.describe(
    'The Ed25519 key that signs badges is derived from it. Before a new value, add the public key to BADGE_RETIRED_KEYS',
  ),
  BADGE_RETIRED_KEYS: commaSeparated
    .pipe(
      z.array(z.string().regex(/^[\w-]{43}$/, 'is not an Ed25519 public key in base64url')).max(50),
    )
    .prefault('')
    .describe('Public keys (`x` of `/api/v1/badge-keys`) that signed badges before'),
  CHECKIN_MAX_AHEAD_HOURS: z.coerce
    .number()
    .int()
    .min(0)
    .max(168)
    .default(48)
    .describe('How far the clock of a device may be ahead when it records a check-in, in hours'),
  CHECKIN_MAX_PER_DAY: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(100)
    .describe('Maximum number of check-ins of a system per day'),
  IMPORTS_PER_DAY: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(20)
    .describe('Maximum number of files that a user imports in 24 hours, dry runs included'),
  REMINDER_MAX_DELAY_MINUTES: z.coerce
    .number()
    .int()
    .min(5)
    .max(1_440)
    .default(240)
    .describe('How late a reminder may be published, in minutes. A later one is skipped'),
});

export type GoalsConfig = z.infer<typeof goalsConfig>;
