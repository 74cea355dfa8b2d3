import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import { hiddenFrom } from '../people/hidden.queries';
import { isActiveAccount } from '../people/user-card.queries';
import type { Tx } from '../prisma.service';
import { openSince } from './tribe.rules';

/** A request to join a tribe, group or team. */
export interface JoinRequestRow {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: Date;
}

/** The open requests to join $1 that $2 may see. */
const openRequests = `
  FROM tribe_join_requests
 WHERE tribe_id = $1::uuid AND status = 'pending' AND created_at > $3::timestamptz
   AND user_id NOT IN (SELECT id FROM hidden)
   AND ${isActiveAccount('tribe_join_requests.user_id')}`;

const hidden = `WITH hidden AS MATERIALIZED (${hiddenFrom('$2::uuid')})`;

/** The open requests to join a tribe, newest first. */
export function listJoinRequests(
  sql: Sql,
  { tribeId, viewerId, now }: { tribeId: string; viewerId: string; now: Date },
  window: PageWindow,
): Promise<JoinRequestRow[]> {
  return sql.query<JoinRequestRow>(
    'tribe_join_request_page',
    `${hidden}
     SELECT id, user_id AS "userId", created_at AS "createdAt" ${openRequests} AND id < $4::uuid
      ORDER BY id DESC LIMIT $5 OFFSET $6`,
    [tribeId, viewerId, openSince(now), olderThan(window).id, window.limit, window.offset],
  );
}

export function countJoinRequests(
  sql: Sql,
  { tribeId, viewerId, now }: { tribeId: string; viewerId: string; now: Date },
): Promise<number> {
  return countRows(
    sql,
    'tribe_join_request_count',
    `${hidden} SELECT count(*)::int AS total ${openRequests}`,
    [tribeId, viewerId, openSince(now)],
  );
}

/** The user who made a request; undefined when the request does not exist. */
export async function findRequesterId(sql: Sql, requestId: string): Promise<string | undefined> {
  const [request] = await sql.query<{ userId: string }>(
    'tribe_join_request_requester',
    'SELECT user_id AS "userId" FROM tribe_join_requests WHERE id = $1::uuid',
    [requestId],
  );
  return request?.userId;
}

/** How many requests of a user to join are open, in all tribes, groups and teams. */
export function countOpenRequests(tx: Tx, userId: string, now: Date): Promise<number> {
  const where = { userId, status: 'pending', createdAt: { gt: openSince(now) } };
  return tx.tribeJoinRequest.count({ where });
}
