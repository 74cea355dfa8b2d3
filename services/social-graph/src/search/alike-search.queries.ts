import type { Sql } from '@tribe/service-kit';

/** Somebody whose name is spelled like what was typed. */
export interface AlikePerson {
  readonly user_id: string;
  readonly is_friend: boolean;
}

export interface AlikeSearch {
  readonly viewerId: string;
  /** Words as they stand in the database. */
  readonly terms: readonly string[];
  readonly limit: number;
}

/**
 * People of whom some words share most trigrams with what was typed, the most alike first: as Postgres measures it, with
 * its threshold of 0.6 (`pg_trgm.word_similarity_threshold`). The same people are left out as from any search.
 */
export function searchAlike(
  sql: Sql,
  { viewerId, terms, limit }: AlikeSearch,
): Promise<AlikePerson[]> {
  return sql.query<AlikePerson>(
    'people_search_alike',
    `WITH mine AS MATERIALIZED (SELECT friend_id FROM friend_edges WHERE user_id = $1::uuid),
     hidden AS MATERIALIZED (
       SELECT blocked_id AS id FROM blocked_users WHERE blocker_id = $1::uuid AND unblocked_at IS NULL
       UNION ALL
       SELECT blocker_id FROM blocked_users WHERE blocked_id = $1::uuid AND unblocked_at IS NULL
       UNION ALL
       SELECT $1::uuid)
     SELECT c.user_id, c.user_id IN (SELECT friend_id FROM mine) AS is_friend
       FROM user_cards AS c
      WHERE c.is_active AND $2 OPERATOR(extensions.<%) c.search_key
        AND c.user_id NOT IN (SELECT id FROM hidden)
        AND (c.profile_visibility <> 'private' OR c.user_id IN (SELECT friend_id FROM mine))
      ORDER BY $2 OPERATOR(extensions.<<->) c.search_key, c.search_key, c.user_id
      LIMIT $3`,
    [viewerId, terms.join(' '), limit],
  );
}
