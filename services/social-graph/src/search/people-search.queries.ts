import type { Database } from '@tribe/service-kit';
import { wordPattern } from './search.rules';

/** Somebody a search found. */
export interface FoundPerson {
  readonly user_id: string;
  readonly is_friend: boolean;
  /** How well they fit; the larger, the better. */
  readonly rank: number;
  /** How many the search found in all. */
  readonly total: number;
}

export interface SearchPlace {
  readonly rank: number;
  readonly userId: string;
}

export interface PeopleSearch {
  readonly viewerId: string;
  /** Words, at least one; each has to begin a word of the name or the username. */
  readonly terms: readonly string[];
  /** What was typed, for who has exactly this username. */
  readonly typed: string;
  readonly after: SearchPlace | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** Strangers a search looks at. Who is not among them is found by typing more; friends always are. */
const mostStrangers = 2_000;

/**
 * Friends first come from the edges, strangers from the trigram index. Who is hidden from the viewer, whose account is
 * gone and who shows strangers nothing is not there.
 */
function peopleSearch(terms: number): string {
  const fits = Array.from({ length: terms }, (_, index) => `c.search_key LIKE $${index + 7}`).join(' AND ');
  return `
    WITH mine AS MATERIALIZED (SELECT friend_id FROM friend_edges WHERE user_id = $1::uuid),
    hidden AS MATERIALIZED (
      SELECT blocked_id AS id FROM blocked_users WHERE blocker_id = $1::uuid AND unblocked_at IS NULL
      UNION ALL
      SELECT blocker_id FROM blocked_users WHERE blocked_id = $1::uuid AND unblocked_at IS NULL),
    found AS (
      SELECT c.user_id, c.username, c.search_key, true AS is_friend
        FROM mine CROSS JOIN LATERAL (SELECT * FROM user_cards WHERE user_id = mine.friend_id) AS c
       WHERE c.is_active AND ${fits}
      UNION ALL
      (SELECT c.user_id, c.username, c.search_key, false
         FROM user_cards AS c
        WHERE c.is_active AND ${fits} AND c.profile_visibility <> 'private' AND c.user_id <> $1::uuid
          AND c.user_id NOT IN (SELECT friend_id FROM mine) AND c.user_id NOT IN (SELECT id FROM hidden)
        LIMIT ${mostStrangers})),
    ranked AS MATERIALIZED (
      SELECT user_id, is_friend, search_key COLLATE "C" AS name,
             CASE WHEN lower(username) = lower($2) THEN 2 ELSE 0 END + CASE WHEN is_friend THEN 1 ELSE 0 END AS rank
        FROM found)
    SELECT user_id, is_friend, rank, (SELECT count(*) FROM ranked)::int AS total
      FROM ranked
     WHERE $3::int IS NULL OR rank < $3
        OR (rank = $3 AND (name, user_id) >
            (coalesce((SELECT search_key COLLATE "C" FROM user_cards WHERE user_id = $4::uuid), ''), $4::uuid))
     ORDER BY rank DESC, name, user_id
     LIMIT $5 OFFSET $6`;
}

export function searchPeople(database: Database, search: PeopleSearch): Promise<FoundPerson[]> {
  const { viewerId, terms, typed, after, offset, limit } = search;
  return database.query<FoundPerson>(`people_search_${terms.length}`, peopleSearch(terms.length), [
    viewerId,
    typed,
    after?.rank ?? null,
    after?.userId ?? null,
    limit,
    offset,
    ...terms.map(wordPattern),
  ]);
}
