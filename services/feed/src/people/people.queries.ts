import { hiddenCondition } from '@tribe/projections';

/** Whether two users are friends. */
export const friendCondition = (user: string, other: string) => `EXISTS (
  SELECT FROM relationships
   WHERE user_low = least(${user}, ${other}) AND user_high = greatest(${user}, ${other}) AND status = 'accepted')`;

/** Selects the friends of a user as `friend_id`. */
export const friendIdsOf = (user: string) => `
  SELECT user_high AS friend_id FROM relationships WHERE user_low = ${user} AND status = 'accepted'
  UNION ALL
  SELECT user_low FROM relationships WHERE user_high = ${user} AND status = 'accepted'`;

/** Whether a user has a private profile, so that the user does not exist for strangers. */
export const isPrivate = (user: string) =>
  `EXISTS (SELECT FROM user_cards WHERE user_id = ${user} AND profile_visibility = 'private')`;

/** Whether the account of a user is open and not hidden from a viewer. A user without a known card counts as active. */
export const isActiveFor = (viewer: string, user: string) => `(NOT ${hiddenCondition(viewer, user)}
  AND NOT EXISTS (SELECT FROM user_cards WHERE user_id = ${user} AND NOT is_active))`;

/**
 * Whether a user exists for a viewer: not for a hidden viewer, not after the account was closed, and with a private profile
 * only for friends. The rule of `People.existsFor`.
 */
export const existsFor = (viewer: string, user: string) => `(${isActiveFor(viewer, user)}
  AND (${user} = ${viewer} OR ${friendCondition(viewer, user)} OR NOT ${isPrivate(user)}))`;
