import { eventsConfig } from '@tribe/events';
import { baseConfig, linkConfig } from '@tribe/service-kit';
import { z } from 'zod';

export const socialGraphConfig = baseConfig
  .extend(eventsConfig.shape)
  .extend(linkConfig.shape)
  .extend({
    /** The most friends of a user. Other services read a list of friends in one call, which returns at most 5000. */
    FRIEND_LIMIT: z.coerce.number().int().min(1).max(5_000).default(5_000),
    /** The most open friend requests that a user can have sent. */
    OPEN_REQUEST_LIMIT: z.coerce.number().int().min(1).max(5_000).default(500),
    /** The most users that a user can have blocked. Lists of hidden users are read in one piece. */
    BLOCK_LIMIT: z.coerce.number().int().min(1).max(2_000).default(1_000),
    /** The most users that a user can have muted. */
    MUTE_LIMIT: z.coerce.number().int().min(1).max(5_000).default(1_000),
    /** The most contact lookups of a user in an hour. */
    CONTACT_LOOKUPS_PER_HOUR: z.coerce.number().int().min(1).max(1_000).default(5),
    /** The most phone numbers that a user can look up in 24 hours, so that nobody can try all numbers. */
    CONTACT_NUMBERS_PER_DAY: z.coerce.number().int().min(1).max(100_000).default(2_000),
    /** The most contacts that are kept for a user; the newest are kept. */
    CONTACT_MATCH_LIMIT: z.coerce.number().int().min(1).max(5_000).default(1_000),
    /** How many users a batch of the nightly job computes suggestions for. */
    SUGGESTION_BATCH_SIZE: z.coerce.number().int().min(1).max(5_000).default(500),
    /** The most accountability partnerships of a user. */
    PARTNERSHIP_LIMIT: z.coerce.number().int().min(1).max(1_000).default(50),
    /** The most open invitations to partnerships that a user can have sent. */
    OPEN_PARTNERSHIP_INVITATION_LIMIT: z.coerce.number().int().min(1).max(1_000).default(20),
    /** The most invitations to partnerships that a user can send in 24 hours. */
    PARTNERSHIP_INVITATIONS_PER_DAY: z.coerce.number().int().min(1).max(1_000).default(20),
    /** The most members of a tribe, a group and a team. Every event of a tribe contains all its members. */
    TRIBE_MAX_MEMBERS: z.coerce.number().int().min(2).max(1_000).default(150),
    GROUP_MAX_MEMBERS: z.coerce.number().int().min(2).max(1_000).default(50),
    TEAM_MAX_MEMBERS: z.coerce.number().int().min(2).max(1_000).default(150),
    /** The most tribes, groups and teams that a user can own. */
    OWNED_TRIBE_LIMIT: z.coerce.number().int().min(1).max(1_000).default(50),
    /** The most open requests to join of a user. */
    OPEN_JOIN_REQUEST_LIMIT: z.coerce.number().int().min(1).max(1_000).default(50),
  });

export type SocialGraphConfig = z.infer<typeof socialGraphConfig>;
