import type { PageWindow, Sql } from '@tribe/service-kit';
import { hiddenFrom } from '../people/hidden.queries';
import { wordPattern } from '../people/search-terms.rules';
import { cardOf } from '../people/user-card.queries';

/** A user found by a search. */
export interface FoundPerson {
  readonly userId: string;
  readonly isFriend: boolean;
  /** How well the user matches: the larger, the better. */
  readonly rank: number;
  /** How many users the search found in all. */
  readonly total: number;
}

export interface PeopleSearch {
  readonly viewerId: string;
  /** At least one, the longest first. Each has to begin a word of the full name or the username. */
  readonly terms: readonly string[];
  /** The search as it was typed: a user with exactly this username comes first. */
  readonly username: string;
}

/** How many matching strangers `total` counts. Pages go on behind them. */
const mostCounted = 500;
/** How many words that begin with the first term are compared with the other terms. A longer search finds the others. */
const mostWords = 50_000;
/** Sorts behind every word that begins with the term before it. */
const lastCharacter = '\u{10FFFF}';

/** The friends of $1; and the users that $1 does not find: hidden users, and $1. */
const relations = `
    mine AS MATERIALIZED (SELECT friend_id FROM friend_edges WHERE user_id = $1::uuid),
    hidden AS MATERIALIZED (${hiddenFrom('$1::uuid')} UNION ALL SELECT $1::uuid)`;

/** The users who come before all other strangers: the user with exactly this username, and friends. */
const known = (matches: string) => `
    namesake AS MATERIALIZED (
      SELECT user_id, search_key COLLATE "C" AS name FROM user_cards
       WHERE is_active AND lower(username) = lower($2) AND profile_visibility <> 'private'
         AND user_id NOT IN (SELECT friend_id FROM mine) AND user_id NOT IN (SELECT id FROM hidden)),
    known AS MATERIALIZED (
      SELECT c.user_id, true AS is_friend, CASE WHEN lower(c.username) = lower($2) THEN 3 ELSE 1 END AS rank,
             c.search_key COLLATE "C" AS name
        FROM mine CROSS JOIN ${cardOf('mine.friend_id')} AS c
       WHERE c.is_active AND ${matches}
      UNION ALL
      SELECT user_id, false, 2, name FROM namesake)`;

/** The name and the matching word of $4, the last user of the page before. */
const previous = `
    previous AS MATERIALIZED (
      SELECT c.search_key COLLATE "C" AS name,
             (SELECT min(word COLLATE "C") FROM regexp_split_to_table(c.search_key, ' ') AS word
               WHERE word COLLATE "C" >= $7) AS word
        FROM user_cards AS c WHERE c.user_id = $4::uuid)`;

/** Words that begin with $7, in the order of their index. */
const words = (from: string) => `
        (SELECT word, name, user_id FROM searchable_words WHERE word < $8 AND ${from}
          ORDER BY word, name, user_id LIMIT ${mostWords}) AS w`;

const behindPrevious = `(word, name, user_id) > (
                  coalesce((SELECT word FROM previous WHERE $3 = 0), $7),
                  coalesce((SELECT name FROM previous WHERE $3 = 0), ''),
                  coalesce($4::uuid, '00000000-0000-0000-0000-000000000000'))`;

/**
 * Friends come from the friendships, strangers from the index of words, in its order: a page costs the same however many
 * users match. Hidden users, closed accounts and private profiles of strangers are left out.
 */
function peopleSearch(termCount: number): string {
  const patterns = Array.from({ length: termCount }, (_, index) => `$${index + 9}`);
  const matches = patterns.map((pattern) => `c.search_key LIKE ${pattern}`).join(' AND ');
  // The words of the index begin with the first term already.
  const otherTerms = patterns.slice(1).map((pattern) => `AND w.name LIKE ${pattern}`);
  const isStranger = `w.user_id NOT IN (SELECT friend_id FROM mine) AND w.user_id NOT IN (SELECT id FROM hidden)
          AND w.user_id NOT IN (SELECT user_id FROM namesake) ${otherTerms.join(' ')}`;

  return `
    WITH ${relations}, ${known(matches)}, ${previous},
    counted AS (
      SELECT count(DISTINCT user_id)::int AS strangers
        FROM (SELECT w.user_id FROM ${words('word >= $7')} WHERE ${isStranger} LIMIT ${mostCounted}) AS matching)
    SELECT user_id AS "userId", is_friend AS "isFriend", rank,
           (SELECT count(*) FROM known)::int + (SELECT strangers FROM counted) AS total
      FROM (
        SELECT user_id, is_friend, rank, '' COLLATE "C" AS word, name FROM known
         WHERE $3::int IS NULL OR rank < $3
            OR (rank = $3 AND (name, user_id) > (coalesce((SELECT name FROM previous), ''), $4::uuid))
        UNION ALL
        (SELECT w.user_id, false, 0, w.word, w.name
           FROM ${words(behindPrevious)}
          WHERE ${isStranger}
            -- A user with several matching words is listed at the first of them.
            AND w.word = (SELECT min(word) FROM searchable_words WHERE user_id = w.user_id AND word >= $7)
          ORDER BY w.word, w.name, w.user_id
          LIMIT $5::int + $6::int)
      ) AS found
     ORDER BY rank DESC, word, name, user_id
     LIMIT $5 OFFSET $6`;
}

/** Users by full name and username: the user with exactly this username, then friends by name, then strangers. */
export function searchPeople(
  sql: Sql,
  { viewerId, terms, username }: PeopleSearch,
  { after, limit, offset }: PageWindow,
): Promise<FoundPerson[]> {
  const [first = ''] = terms;
  return sql.query<FoundPerson>(`people_search_${terms.length}`, peopleSearch(terms.length), [
    viewerId,
    username,
    after ? Number(after.rank) : null,
    after?.id ?? null,
    limit,
    offset,
    first,
    first + lastCharacter,
    ...terms.map(wordPattern),
  ]);
}
