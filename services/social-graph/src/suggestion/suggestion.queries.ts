import type { UserPrivacy } from '@tribe/projections';
import type { Sql } from '@tribe/service-kit';
import type { FriendshipStatus } from '../friend/friendship.rules';
import type { Tx } from '../prisma.service';
import type { SuggestionPlace } from './suggestion-sight.rules';
import { type Common, type SuggestionReason, weights } from './suggestion.rules';

/** Somebody a person may know, and what says so. */
export interface Candidate extends Common {
  readonly userId: string;
  readonly candidateId: string;
}

/** A suggestion as it was computed, and how the two stand now. */
export interface SuggestionRow extends Pick<
  SuggestionPlace,
  'isActive' | 'isHidden' | 'isContact'
> {
  readonly suggestedUserId: string;
  readonly score: number;
  readonly reason: SuggestionReason;
  readonly commonGoals: number;
  readonly appearInSuggestions: boolean;
  readonly profileVisibility: UserPrivacy['profileVisibility'];
  readonly friendship: FriendshipStatus | null;
}

/** Suggestions kept for one person. */
export const mostSuggestions = 50;
/** Friends looked at for one person, and friends of each: the most recent. Bounds the work for people with thousands. */
const mostFriends = 200;
/** People in the same goals, and in the same tribes, looked at for one person. */
const mostMates = 1_000;

/** Everybody a person u has met, a row for each time and by which way. */
const met = `
              SELECT far.friend_id AS candidate_id, 1 AS mutual, 0 AS goals, 0 AS tribes, 0 AS contact
                FROM (SELECT friend_id FROM friend_edges
                       WHERE user_id = u.id ORDER BY since DESC LIMIT ${mostFriends}) AS near
               CROSS JOIN LATERAL (SELECT friend_id FROM friend_edges
                                    WHERE user_id = near.friend_id ORDER BY since DESC LIMIT ${mostFriends}) AS far
              UNION ALL
              (SELECT theirs.user_id, 0, 1, 0, 0
                 FROM goal_members AS mine
                CROSS JOIN LATERAL (SELECT user_id FROM goal_members WHERE goal_id = mine.goal_id) AS theirs
                WHERE mine.user_id = u.id LIMIT ${mostMates})
              UNION ALL
              (SELECT theirs.user_id, 0, 0, 1, 0
                 FROM tribe_members AS mine
                CROSS JOIN LATERAL (SELECT user_id FROM tribe_members
                                     WHERE tribe_id = mine.tribe_id AND left_at IS NULL) AS theirs
                WHERE mine.user_id = u.id AND mine.left_at IS NULL LIMIT ${mostMates})
              UNION ALL
              (SELECT contact_user_id, 0, 0, 0, 1
                 FROM contact_matches
                WHERE user_id = u.id ORDER BY matched_at DESC LIMIT ${mostMates})`;

/**
 * Who has friends, goals or tribes in common with each of the given users, or a phone number they have. Whoever has or had anything else to do with them as a
 * friend is left out, and so is whom they dismissed, which is asked from the best on, of as many as it takes; who may be
 * shown is decided when suggestions are read.
 */
export function selectCandidates(sql: Sql, userIds: readonly string[]): Promise<Candidate[]> {
  return sql.query<Candidate>(
    'suggestion_candidates',
    `SELECT u.id AS "userId", c.candidate_id AS "candidateId", c.mutual AS "mutualFriends",
            c.goals AS "commonGoals", c.tribes AS "commonTribes", c.contact AS "phoneContact"
       FROM unnest($1::uuid[]) AS u (id)
      CROSS JOIN LATERAL (
        SELECT * FROM (
          SELECT met.candidate_id, sum(met.mutual)::int AS mutual, sum(met.goals)::int AS goals,
                 sum(met.tribes)::int AS tribes, sum(met.contact)::int AS contact
            FROM (${met}) AS met
           WHERE met.candidate_id <> u.id
           GROUP BY met.candidate_id
           ORDER BY ${weights.mutual_friends} * sum(met.mutual) + ${weights.common_goals} * sum(met.goals)
                    + ${weights.same_tribe} * sum(met.tribes) + ${weights.phone_contact} * sum(met.contact) DESC,
                    met.candidate_id
        ) AS best
         WHERE (SELECT f.status <> 'cancelled' FROM friendships AS f
                 WHERE f.user_low = least(u.id, best.candidate_id)
                   AND f.user_high = greatest(u.id, best.candidate_id)) IS NOT TRUE
           AND (SELECT s.dismissed FROM friend_suggestions AS s
                 WHERE s.user_id = u.id AND s.suggested_user_id = best.candidate_id) IS NOT TRUE
         LIMIT ${mostSuggestions}
      ) AS c`,
    [userIds],
  );
}

/** What was found for a person and they did not dismiss, best first, with what decides whether it may be shown. */
export function selectSuggestions(sql: Sql, userId: string): Promise<SuggestionRow[]> {
  return sql.query<SuggestionRow>(
    'suggestions_of',
    `SELECT s.suggested_user_id AS "suggestedUserId", s.score, s.reason, s.common_goals AS "commonGoals",
            c.is_active AS "isActive", c.appear_in_suggestions AS "appearInSuggestions",
            c.profile_visibility AS "profileVisibility",
            (SELECT f.status FROM friendships AS f
              WHERE f.user_low = least(s.user_id, s.suggested_user_id)
                AND f.user_high = greatest(s.user_id, s.suggested_user_id)) AS friendship,
            -- No EXISTS, for which Postgres may read all blocks there are.
            coalesce((SELECT true FROM blocked_users AS b
                       WHERE b.blocker_id = s.user_id AND b.blocked_id = s.suggested_user_id AND b.unblocked_at IS NULL),
                     (SELECT true FROM blocked_users AS b
                       WHERE b.blocker_id = s.suggested_user_id AND b.blocked_id = s.user_id AND b.unblocked_at IS NULL),
                     false) AS "isHidden",
            (SELECT true FROM contact_matches AS m
              WHERE m.user_id = s.user_id AND m.contact_user_id = s.suggested_user_id) IS TRUE AS "isContact"
       FROM friend_suggestions AS s
      CROSS JOIN LATERAL (SELECT * FROM user_cards WHERE user_id = s.suggested_user_id OFFSET 0) AS c
      WHERE s.user_id = $1::uuid AND NOT s.dismissed
      ORDER BY s.score DESC, s.suggested_user_id DESC
      LIMIT ${2 * mostSuggestions}`,
    [userId],
  );
}

/** Of these users, those nobody else is computing suggestions for; they stay ours until the transaction ends. */
export async function claimUsers(tx: Tx, userIds: readonly string[]): Promise<string[]> {
  const rows = await tx.sql.query<{ id: string }>(
    'suggestion_claim_users',
    `SELECT id FROM unnest($1::uuid[]) AS u (id)
     WHERE pg_try_advisory_xact_lock(hashtextextended('suggestions of ' || id::text, 0))`,
    [[...userIds]],
  );
  return rows.map(({ id }) => id);
}

/** Writes what was computed at `now` and removes what was not found again. What was dismissed stays dismissed. */
export async function saveSuggestions(
  tx: Tx,
  userIds: readonly string[],
  suggestions: readonly (Candidate & { score: number; reason: SuggestionReason })[],
  now: Date,
): Promise<void> {
  await tx.sql.execute(
    'suggestion_save_suggestions',
    `INSERT INTO friend_suggestions AS known
      (user_id, suggested_user_id, score, reason, mutual_friends_count, common_goals, common_tribes,
       refreshed_at)
    SELECT user_id, suggested, score, reason, mutual, goals, tribes, $1::timestamptz
      FROM unnest($2::uuid[],
                  $3::uuid[],
                  $4::float8[], $5::text[],
                  $6::int[],
                  $7::int[],
                  $8::int[])
             AS found (user_id, suggested, score, reason, mutual, goals, tribes)
    ON CONFLICT (user_id, suggested_user_id) DO UPDATE
      SET score = excluded.score, reason = excluded.reason, mutual_friends_count = excluded.mutual_friends_count,
          common_goals = excluded.common_goals, common_tribes = excluded.common_tribes,
          refreshed_at = excluded.refreshed_at`,
    [
      now,
      suggestions.map(({ userId }) => userId),
      suggestions.map(({ candidateId }) => candidateId),
      suggestions.map(({ score }) => score),
      suggestions.map(({ reason }) => reason),
      suggestions.map(({ mutualFriends }) => mutualFriends),
      suggestions.map(({ commonGoals }) => commonGoals),
      suggestions.map(({ commonTribes }) => commonTribes),
    ],
  );
  await tx.sql.execute(
    'suggestion_save_suggestions_2',
    `DELETE FROM friend_suggestions
     WHERE user_id = ANY($1::uuid[]) AND NOT dismissed AND refreshed_at <> $2::timestamptz`,
    [[...userIds], now],
  );
  await tx.sql.execute(
    'suggestion_save_suggestions_3',
    `INSERT INTO suggestion_refreshes (user_id, refreshed_at)
    SELECT id, $1::timestamptz FROM unnest($2::uuid[]) AS u (id)
    ON CONFLICT (user_id) DO UPDATE SET refreshed_at = excluded.refreshed_at`,
    [now, [...userIds]],
  );
}

export async function selectRefreshedAt(sql: Sql, userId: string): Promise<Date | undefined> {
  const [row] = await sql.query<{ refreshed_at: Date }>(
    'suggestions_refreshed_at',
    'SELECT refreshed_at FROM suggestion_refreshes WHERE user_id = $1::uuid',
    [userId],
  );
  return row?.refreshed_at;
}

/**
 * Something happened to these people: their suggestions are computed again when they are next looked at. The rows are taken in
 * their order, so that two who do this for some of the same people wait for each other once.
 */
export async function markStale(tx: Tx, userIds: readonly string[]): Promise<void> {
  await tx.sql.execute(
    'suggestion_mark_stale',
    `DELETE FROM suggestion_refreshes WHERE user_id IN (
      SELECT user_id FROM suggestion_refreshes WHERE user_id = ANY($1::uuid[]) ORDER BY user_id FOR UPDATE)`,
    [[...userIds]],
  );
}

/** Ids of people with an account, in their order. */
export async function selectActiveIds(
  sql: Sql,
  afterId: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await sql.query<{ user_id: string }>(
    'suggestions_active_ids',
    `SELECT user_id FROM user_cards
      WHERE is_active AND user_id > coalesce($1::uuid, '00000000-0000-0000-0000-000000000000')
      ORDER BY user_id LIMIT $2`,
    [afterId, limit],
  );
  return rows.map(({ user_id }) => user_id);
}

/** Takes somebody out of everybody's suggestions, some rows at a time; what goals they are in goes with the last. */
export async function eraseSuggestions(tx: Tx, userId: string, limit: number): Promise<number> {
  const erased = await tx.sql.execute(
    'suggestion_erase_suggestions',
    `DELETE FROM friend_suggestions
     WHERE (user_id, suggested_user_id) IN (
       SELECT user_id, suggested_user_id FROM friend_suggestions WHERE user_id = $1::uuid
       UNION
       SELECT user_id, suggested_user_id FROM friend_suggestions WHERE suggested_user_id = $1::uuid
       LIMIT $2)`,
    [userId, limit],
  );
  if (erased < limit) {
    await tx.suggestionRefresh.deleteMany({ where: { userId } });
    await tx.goalMember.deleteMany({ where: { userId } });
  }
  return erased;
}
