import type { Sql } from '@tribe/service-kit';
import { cardOf } from '../people/user-card.queries';

/** The given users who do not let others see whether they are online. */
export async function filterHidingPresence(
  sql: Sql,
  userIds: readonly string[],
): Promise<string[]> {
  const rows = await sql.query<{ user_id: string }>(
    'presence_hiding_among',
    `SELECT card.user_id
       FROM unnest($1::uuid[]) AS asked (user_id) CROSS JOIN ${cardOf('asked.user_id')} AS card
      WHERE NOT card.online_status_visible`,
    [userIds],
  );
  return rows.map(({ user_id }) => user_id);
}
