import { eventsConfig } from '@tribe/events';
import { baseConfig, linkConfig } from '@tribe/service-kit';
import { z } from 'zod';

export const socialGraphConfig = baseConfig
  .extend(eventsConfig.shape)
  .extend(linkConfig.shape)
  .extend({
    FRIEND_LIMIT: z.coerce
      .number()
      .int()
      .min(1)
      .max(5_000)
      .default(5_000)
      .describe(
        'Maximum number of friends of a user. Other services read a friend list as a whole',
      ),
    OPEN_REQUEST_LIMIT: z.coerce
      .number()
      .int()
      .min(1)
      .max(5_000)
      .default(500)
      .describe('Maximum number of open friend requests that a user can have sent'),
    BLOCK_LIMIT: z.coerce
      .number()
      .int()
      .min(1)
      .max(2_000)
      .default(1_000)
      .describe(
        'Maximum number of users that a user can block. Other services read the list as a whole',
      ),
    MUTE_LIMIT: z.coerce
      .number()
      .int()
      .min(1)
      .max(5_000)
      .default(1_000)
      .describe('Maximum number of users that a user can mute'),
    CONTACT_LOOKUPS_PER_HOUR: z.coerce
      .number()
      .int()
      .min(1)
      .max(1_000)
      .default(5)
      .describe('Maximum number of contact lookups of a user in an hour'),
    CONTACT_NUMBERS_PER_DAY: z.coerce
      .number()
      .int()
      .min(1)
      .max(100_000)
      .default(2_000)
      .describe(
        'Maximum number of phone numbers that a user can look up in 24 hours, so that nobody can try all numbers',
      ),
    CONTACT_MATCH_LIMIT: z.coerce
      .number()
      .int()
      .min(1)
      .max(5_000)
      .default(1_000)
      .describe('Maximum number of contacts stored for a user; the newest are kept'),
    SUGGESTION_BATCH_SIZE: z.coerce
      .number()
      .int()
      .min(1)
      .max(5_000)
      .default(500)
      .describe(
        'Number of users whose suggestions one nightly job computes; the next job continues after them',
      ),
    PARTNERSHIP_LIMIT: z.coerce
      .number()
      .int()
      .min(1)
      .max(1_000)
      .default(50)
      .describe('Maximum number of accountability partners of a user'),
    OPEN_PARTNERSHIP_INVITATION_LIMIT: z.coerce
      .number()
      .int()
      .min(1)
      .max(1_000)
      .default(20)
      .describe('Maximum number of open partnership invitations that a user can have sent'),
    PARTNERSHIP_INVITATIONS_PER_DAY: z.coerce
      .number()
      .int()
      .min(1)
      .max(1_000)
      .default(20)
      .describe('Maximum number of partnership invitations that a user can send in 24 hours'),
    TRIBE_MAX_MEMBERS: z.coerce
      .number()
      .int()
      .min(2)
      .max(1_000)
      .default(150)
      .describe(
        'Maximum number of members of a tribe. Every event of a tribe contains all members',
      ),
    GROUP_MAX_MEMBERS: z.coerce
      .number()
      .int()
      .min(2)
      .max(1_000)
      .default(50)
      .describe('Maximum number of members of a group'),
    TEAM_MAX_MEMBERS: z.coerce
      .number()
      .int()
      .min(2)
      .max(1_000)
      .default(150)
      .describe('Maximum number of members of a team'),
    OWNED_TRIBE_LIMIT: z.coerce
      .number()
      .int()
      .min(1)
      .max(1_000)
      .default(50)
      .describe('Maximum number of tribes, groups and teams that a user can own'),
    REPORTS_PER_DAY: z.coerce
      .number()
      .int()
      .min(1)
      .max(1_000)
      .default(20)
      .describe('Maximum number of reports that a user can file in 24 hours'),
    MODERATION_RETENTION_DAYS: z.coerce
      .number()
      .int()
      .min(400)
      .max(3_650)
      .default(400)
      .describe(
        'Days that resolved cases are kept, with their reports, decisions and appeals. A mute lasts a year at most',
      ),
    OPEN_JOIN_REQUEST_LIMIT: z.coerce
      .number()
      .int()
      .min(1)
      .max(1_000)
      .default(50)
      .describe('Maximum number of open requests to join that a user can have sent'),
  });

export type SocialGraphConfig = z.infer<typeof socialGraphConfig>;
