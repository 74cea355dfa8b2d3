import { eventsConfig } from '@tribe/events';
import { baseConfig, linkConfig } from '@tribe/service-kit';
import { z } from 'zod';

export const socialGraphConfig = baseConfig
  .extend(eventsConfig.shape)
  .extend(linkConfig.shape)
  .extend({
    /** Friends one person can have. Other services read a friend list in one piece, of at most 5000. */
    FRIEND_LIMIT: z.coerce.number().int().min(1).max(5_000).default(5_000),
    /** Requests one person can have waiting for an answer. */
    OPEN_REQUEST_LIMIT: z.coerce.number().int().min(1).max(5_000).default(500),
    /** People one person can have blocked at a time. Other services read who is hidden from somebody in one piece. */
    BLOCK_LIMIT: z.coerce.number().int().min(1).max(2_000).default(1_000),
    /** People one person can have muted at a time. */
    MUTE_LIMIT: z.coerce.number().int().min(1).max(5_000).default(1_000),
    /** Times one person can look for their contacts in an hour. */
    CONTACT_LOOKUPS_PER_HOUR: z.coerce.number().int().min(1).max(1_000).default(5),
    /** Phone numbers one person can look for in twenty-four hours: trying them all must take lifetimes. */
    CONTACT_NUMBERS_PER_DAY: z.coerce.number().int().min(1).max(100_000).default(2_000),
    /** Contacts kept for one person, the newest. */
    CONTACT_MATCH_LIMIT: z.coerce.number().int().min(1).max(5_000).default(1_000),
    /** People whose suggestions one job of the night computes; the next job goes on behind them. */
    SUGGESTION_BATCH_SIZE: z.coerce.number().int().min(1).max(5_000).default(500),
    /** Accountability partners one person can have. */
    PARTNERSHIP_LIMIT: z.coerce.number().int().min(1).max(1_000).default(50),
    /** Invitations to partnerships one person can have waiting. */
    OPEN_PARTNERSHIP_INVITATION_LIMIT: z.coerce.number().int().min(1).max(1_000).default(20),
    /** Invitations to partnerships one person can send in twenty-four hours. */
    PARTNERSHIP_INVITATIONS_PER_DAY: z.coerce.number().int().min(1).max(1_000).default(20),
    /** Members a tribe, a group and a team can have. Every change of one carries all its members. */
    TRIBE_MAX_MEMBERS: z.coerce.number().int().min(2).max(1_000).default(150),
    GROUP_MAX_MEMBERS: z.coerce.number().int().min(2).max(1_000).default(50),
    TEAM_MAX_MEMBERS: z.coerce.number().int().min(2).max(1_000).default(150),
    /** Tribes, groups and teams one person can own. */
    OWNED_TRIBE_LIMIT: z.coerce.number().int().min(1).max(1_000).default(50),
    /** Requests to join that one person can have waiting. */
    OPEN_JOIN_REQUEST_LIMIT: z.coerce.number().int().min(1).max(1_000).default(50),
  });

export type SocialGraphConfig = z.infer<typeof socialGraphConfig>;
