import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import { hiddenFrom } from '../people/hidden.queries';
import { cardOf } from '../people/user-card.queries';

/** A friend of a user, as a viewer sees them. */
export interface ShownFriend {
  readonly userId: string;
  readonly since: Date;
  /** The friend is a friend of the viewer, too. */
  readonly isFriend: boolean;
}

/** The friends of $1 that $2 may see: no hidden users, no closed accounts, and no private profiles of strangers. */
const shownFriends = `
  WITH mine AS MATERIALIZED (SELECT friend_id FROM friend_edges WHERE user_id = $2::uuid),
  hidden AS MATERIALIZED (${hiddenFrom('$2::uuid')}),
  shown AS NOT MATERIALIZED (
    SELECT e.friend_id, e.since, e.friend_id IN (SELECT friend_id FROM mine) AS is_friend
      FROM friend_edges AS e CROSS JOIN ${cardOf('e.friend_id')} AS c
     WHERE e.user_id = $1::uuid AND c.is_active AND e.friend_id NOT IN (SELECT id FROM hidden)
       AND (c.profile_visibility <> 'private' OR e.friend_id = $2::uuid OR e.friend_id IN (SELECT friend_id FROM mine)))`;

/** The friends of a user that a viewer may see, most recent friendship first. */
export function listShownFriends(
  sql: Sql,
  userId: string,
  viewerId: string,
  window: PageWindow,
): Promise<ShownFriend[]> {
  const { at, id } = olderThan(window);
  return sql.query<ShownFriend>(
    'person_friend_page',
    `${shownFriends}
     SELECT friend_id AS "userId", since, is_friend AS "isFriend" FROM shown
      WHERE (since, friend_id) < ($3::timestamptz, $4::uuid)
      ORDER BY since DESC, friend_id DESC
      LIMIT $5 OFFSET $6`,
    [userId, viewerId, at, id, window.limit, window.offset],
  );
}

export function countShownFriends(sql: Sql, userId: string, viewerId: string): Promise<number> {
  return countRows(
    sql,
    'person_friend_count',
    `${shownFriends} SELECT count(*)::int AS total FROM shown`,
    [userId, viewerId],
  );
}
