import type { UserPrivacy } from '@tribe/projections';
import type { Sql } from '@tribe/service-kit';
import type { FriendshipStatus } from '../friend/friendship.rules';
import { cardOf } from '../people/user-card.queries';
import type { Tx } from '../prisma.service';
import type { SuggestionState } from './suggestion-visibility.rules';
import { type Common, type SuggestionReason, weights } from './suggestion.rules';

/** A user that another user may know, and what the two have in common. */
export interface Candidate extends Common {
  readonly userId: string;
  readonly candidateId: string;
}

/** A candidate as a suggestion is stored. */
export interface ScoredCandidate extends Candidate {
  readonly score: number;
  readonly reason: SuggestionReason;
}

/** A stored suggestion, with the current state of the two users. */
export interface SuggestionRow extends Pick<
  SuggestionState,
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

/** How many suggestions a user has at most. */
export const mostSuggestions = 50;
/** How many friends of a user, and of each friend, are read: the most recent. */
const mostFriends = 200;
/** How many rows of people in the same goals, in the same tribes and among the contacts are read. */
const mostMates = 1_000;

/** Everyone a user u meets, with a row for each time and each way. */
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

const candidates = `
  SELECT u.id AS "userId", c.candidate_id AS "candidateId", c.mutual AS "mutualFriends",
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
   ) AS c`;

/**
 * The best candidates of each of the given users: users with friends, goals or tribes in common, or whose phone number the
 * user has. Users who know each other and dismissed users are left out, beginning with the best, until there are enough.
 * Visibility is decided when suggestions are read.
 */
export function findCandidates(sql: Sql, userIds: readonly string[]): Promise<Candidate[]> {
  return sql.query<Candidate>('suggestion_candidates', candidates, [userIds]);
}

/** The suggestions of a user that were not dismissed, best first. */
export function listSuggestions(sql: Sql, userId: string): Promise<SuggestionRow[]> {
  return sql.query<SuggestionRow>(
    'suggestion_list',
    `SELECT s.suggested_user_id AS "suggestedUserId", s.score, s.reason, s.common_goals AS "commonGoals",
            c.is_active AS "isActive", c.appear_in_suggestions AS "appearInSuggestions",
            c.profile_visibility AS "profileVisibility",
            (SELECT f.status FROM friendships AS f
              WHERE f.user_low = least(s.user_id, s.suggested_user_id)
                AND f.user_high = greatest(s.user_id, s.suggested_user_id)) AS friendship,
            -- No EXISTS, for which Postgres may read all blocks.
            coalesce((SELECT true FROM blocked_users AS b
                       WHERE b.blocker_id = s.user_id AND b.blocked_id = s.suggested_user_id AND b.unblocked_at IS NULL),
                     (SELECT true FROM blocked_users AS b
                       WHERE b.blocker_id = s.suggested_user_id AND b.blocked_id = s.user_id AND b.unblocked_at IS NULL),
                     false) AS "isHidden",
            (SELECT true FROM contact_matches AS m
              WHERE m.user_id = s.user_id AND m.contact_user_id = s.suggested_user_id) IS TRUE AS "isContact"
       FROM friend_suggestions AS s CROSS JOIN ${cardOf('s.suggested_user_id')} AS c
      WHERE s.user_id = $1::uuid AND NOT s.dismissed
      ORDER BY s.score DESC, s.suggested_user_id DESC
      LIMIT ${2 * mostSuggestions}`,
    [userId],
  );
}

/**
 * Locks users for computing their suggestions until the transaction ends.
 *
 * @returns the users that no other transaction has locked
 */
export async function tryLockUsers(tx: Tx, userIds: readonly string[]): Promise<string[]> {
  const rows = await tx.sql.query<{ id: string }>(
    'suggestion_user_try_lock',
    `SELECT id FROM unnest($1::uuid[]) AS u (id)
      WHERE pg_try_advisory_xact_lock(hashtextextended('suggestions of ' || id::text, 0))`,
    [userIds],
  );
  return rows.map(({ id }) => id);
}

/** Writes the suggestions of these users that were computed at `now`. Other suggestions are deleted, unless dismissed. */
export async function saveSuggestions(
  sql: Sql,
  userIds: readonly string[],
  suggestions: readonly ScoredCandidate[],
  now: Date,
): Promise<void> {
  await lockSuggestions(sql, userIds);

  await upsertSuggestions(sql, suggestions, now);

  await sql.execute(
    'suggestion_delete_outdated',
    `DELETE FROM friend_suggestions
      WHERE user_id = ANY($1::uuid[]) AND NOT dismissed AND refreshed_at <> $2::timestamptz`,
    [userIds, now],
  );

  await sql.execute(
    'suggestion_refresh_upsert',
    `INSERT INTO suggestion_refreshes (user_id, refreshed_at)
     SELECT id, $1::timestamptz FROM unnest($2::uuid[]) AS u (id) ORDER BY id
     ON CONFLICT (user_id) DO UPDATE SET refreshed_at = excluded.refreshed_at`,
    [now, userIds],
  );
}

/** In the order of ids, as an erasure does, which deletes suggestions of a user to many others. */
async function lockSuggestions(sql: Sql, userIds: readonly string[]): Promise<void> {
  await sql.execute(
    'suggestion_lock',
    `SELECT FROM friend_suggestions WHERE user_id = ANY($1::uuid[])
      ORDER BY user_id, suggested_user_id FOR UPDATE`,
    [userIds],
  );
}

async function upsertSuggestions(
  sql: Sql,
  suggestions: readonly ScoredCandidate[],
  now: Date,
): Promise<void> {
  await sql.execute(
    'suggestion_upsert',
    `INSERT INTO friend_suggestions (user_id, suggested_user_id, score, reason, common_goals, refreshed_at)
     SELECT user_id, suggested, score, reason, goals, $1::timestamptz
       FROM unnest($2::uuid[], $3::uuid[], $4::float8[], $5::text[], $6::int[])
         AS found (user_id, suggested, score, reason, goals)
     ON CONFLICT (user_id, suggested_user_id) DO UPDATE
       SET score = excluded.score, reason = excluded.reason, common_goals = excluded.common_goals,
           refreshed_at = excluded.refreshed_at`,
    [
      now,
      suggestions.map(({ userId }) => userId),
      suggestions.map(({ candidateId }) => candidateId),
      suggestions.map(({ score }) => score),
      suggestions.map(({ reason }) => reason),
      suggestions.map(({ commonGoals }) => commonGoals),
    ],
  );
}

/** When the suggestions of a user were computed; undefined when they are outdated. */
export async function findRefreshedAt(sql: Sql, userId: string): Promise<Date | undefined> {
  const [row] = await sql.query<{ refreshed_at: Date }>(
    'suggestion_refreshed_at',
    'SELECT refreshed_at FROM suggestion_refreshes WHERE user_id = $1::uuid',
    [userId],
  );
  return row?.refreshed_at;
}

/** Ids of users with an active account, in the order of ids. */
export async function listActiveIds(
  sql: Sql,
  afterId: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await sql.query<{ user_id: string }>(
    'suggestion_active_user_ids',
    `SELECT user_id FROM user_cards
      WHERE is_active AND user_id > coalesce($1::uuid, '00000000-0000-0000-0000-000000000000')
      ORDER BY user_id LIMIT $2`,
    [afterId, limit],
  );
  return rows.map(({ user_id }) => user_id);
}

/** Deletes at most `limit` suggestions to or of a user; with the last, everything else that suggestions are made from. */
export async function eraseSuggestions(tx: Tx, userId: string, limit: number): Promise<number> {
  const erased = await tx.sql.execute(
    'suggestion_erase',
    `DELETE FROM friend_suggestions
      WHERE (user_id, suggested_user_id) IN (
        SELECT user_id, suggested_user_id FROM friend_suggestions
         WHERE user_id = $1::uuid OR suggested_user_id = $1::uuid
         ORDER BY user_id, suggested_user_id LIMIT $2 FOR UPDATE)`,
    [userId, limit],
  );

  if (erased < limit) {
    await tx.goalMember.deleteMany({ where: { userId } });
    await tx.suggestionRefresh.deleteMany({ where: { userId } });
  }

  return erased;
}
