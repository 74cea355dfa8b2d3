import type { Sql } from '@tribe/service-kit';
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
  /** Words, at least one, the longest first; each has to begin a word of the name or the username. */
  readonly terms: readonly string[];
  /** What was typed, for who has exactly this username. */
  readonly typed: string;
  readonly after: SearchPlace | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** Words of strangers that `total` counts. There may be more, and pages go on to the last of them. */
const mostCounted = 500;
/** Words that begin with the first term and are looked at for the others. Who is not among them is found by typing more. */
const mostWords = 50_000;
/** Sorts behind everything that begins with the term before it. */
const end = '\u{10FFFF}';

/** Who is a friend of $1, and who is hidden from them or they themselves. */
const around = `
    mine AS MATERIALIZED (SELECT friend_id FROM friend_edges WHERE user_id = $1::uuid),
    hidden AS MATERIALIZED (
      SELECT blocked_id AS id FROM blocked_users WHERE blocker_id = $1::uuid AND unblocked_at IS NULL
      UNION ALL
      SELECT blocker_id FROM blocked_users WHERE blocked_id = $1::uuid AND unblocked_at IS NULL
      UNION ALL
      SELECT $1::uuid)`;

/** Who comes before all strangers: the one with exactly this username, and friends. */
const known = (fits: string) => `
    namesake AS MATERIALIZED (
      SELECT user_id, search_key COLLATE "C" AS name FROM user_cards
       WHERE is_active AND lower(username) = lower($2) AND profile_visibility <> 'private'
         AND user_id NOT IN (SELECT friend_id FROM mine) AND user_id NOT IN (SELECT id FROM hidden)),
    known AS MATERIALIZED (
      SELECT c.user_id, true AS is_friend, CASE WHEN lower(c.username) = lower($2) THEN 3 ELSE 1 END AS rank,
             c.search_key COLLATE "C" AS name
        FROM mine CROSS JOIN LATERAL (SELECT * FROM user_cards WHERE user_id = mine.friend_id OFFSET 0) AS c
       WHERE c.is_active AND ${fits}
      UNION ALL
      SELECT user_id, false, 2, name FROM namesake)`;

/** Where $4 stands, whom the page before ended with. */
const place = `
    place AS MATERIALIZED (
      SELECT c.search_key COLLATE "C" AS name,
             (SELECT min(word COLLATE "C") FROM regexp_split_to_table(c.search_key, ' ') AS word
               WHERE word COLLATE "C" >= $7) AS word
        FROM user_cards AS c WHERE c.user_id = $4::uuid)`;

/** Words that begin with $7, in the order of their index. */
const words = (from: string) => `
        (SELECT word, name, user_id FROM searchable_words WHERE word < $8 AND ${from}
          ORDER BY word, name, user_id LIMIT ${mostWords}) AS w`;

const behindPlace = `(word, name, user_id) > (
                  coalesce((SELECT word FROM place WHERE $3 = 0), $7),
                  coalesce((SELECT name FROM place WHERE $3 = 0), ''),
                  coalesce($4::uuid, '00000000-0000-0000-0000-000000000000'))`;

/**
 * Friends come from the edges, strangers from the index of words: in its order, so that a page costs the same however many fit.
 * Who is hidden from the viewer, whose account is gone and who shows strangers nothing is not there.
 */
function peopleSearch(terms: number): string {
  const patterns = Array.from({ length: terms }, (_, index) => `$${index + 9}`);
  const fits = patterns.map((pattern) => `c.search_key LIKE ${pattern}`).join(' AND ');
  // The words of the index begin with the first term as it is.
  const others = patterns.slice(1).map((pattern) => `AND w.name LIKE ${pattern}`);
  const isStranger = `w.user_id NOT IN (SELECT friend_id FROM mine) AND w.user_id NOT IN (SELECT id FROM hidden)
          AND w.user_id NOT IN (SELECT user_id FROM namesake) ${others.join(' ')}`;
  return `
    WITH ${around}, ${known(fits)}, ${place},
    counted AS (
      SELECT count(DISTINCT user_id)::int AS strangers
        FROM (SELECT w.user_id FROM ${words('word >= $7')} WHERE ${isStranger} LIMIT ${mostCounted}) AS fitting)
    SELECT user_id, is_friend, rank,
           (SELECT count(*) FROM known)::int + (SELECT strangers FROM counted) AS total
      FROM (
        SELECT user_id, is_friend, rank, '' COLLATE "C" AS word, name FROM known
         WHERE $3::int IS NULL OR rank < $3
            OR (rank = $3 AND (name, user_id) > (coalesce((SELECT name FROM place), ''), $4::uuid))
        UNION ALL
        (SELECT w.user_id, false, 0, w.word, w.name
           FROM ${words(behindPlace)}
          WHERE ${isStranger}
            -- Somebody of whom several words fit stands where the first of them does.
            AND w.word = (SELECT min(word) FROM searchable_words WHERE user_id = w.user_id AND word >= $7)
          ORDER BY w.word, w.name, w.user_id
          LIMIT $5::int + $6::int)
      ) AS found
     ORDER BY rank DESC, word, name, user_id
     LIMIT $5 OFFSET $6`;
}

export function searchPeople(sql: Sql, search: PeopleSearch): Promise<FoundPerson[]> {
  const { viewerId, terms, typed, after, offset, limit } = search;
  const [first = ''] = terms;
  return sql.query<FoundPerson>(`people_search_${terms.length}`, peopleSearch(terms.length), [
    viewerId,
    typed,
    after?.rank ?? null,
    after?.userId ?? null,
    limit,
    offset,
    first,
    first + end,
    ...terms.map(wordPattern),
  ]);
}
