import type { Sql } from '@tribe/service-kit';
import { hiddenFrom } from '../people/hidden.queries';

/** A user whose name is spelled like the search. */
export interface AlikePerson {
  readonly userId: string;
  readonly isFriend: boolean;
}

/**
 * Users whose names have words that share most trigrams with the terms, the most similar first: by the measure of Postgres,
 * with its threshold of 0.6 (`pg_trgm.word_similarity_threshold`). The same users are left out as from every search.
 */
export function searchAlike(
  sql: Sql,
  { viewerId, terms, limit }: { viewerId: string; terms: readonly string[]; limit: number },
): Promise<AlikePerson[]> {
  return sql.query<AlikePerson>(
    'people_search_alike',
    `WITH mine AS MATERIALIZED (SELECT friend_id FROM friend_edges WHERE user_id = $1::uuid),
     hidden AS MATERIALIZED (${hiddenFrom('$1::uuid')} UNION ALL SELECT $1::uuid)
     SELECT c.user_id AS "userId", c.user_id IN (SELECT friend_id FROM mine) AS "isFriend"
       FROM user_cards AS c
      WHERE c.is_active AND $2 OPERATOR(extensions.<%) c.search_key
        AND c.user_id NOT IN (SELECT id FROM hidden)
        AND (c.profile_visibility <> 'private' OR c.user_id IN (SELECT friend_id FROM mine))
      ORDER BY $2 OPERATOR(extensions.<<->) c.search_key, c.search_key, c.user_id
      LIMIT $3`,
    [viewerId, terms.join(' '), limit],
  );
}
