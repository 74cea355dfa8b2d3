import type { Sql } from '@tribe/service-kit';

/** Which of the given users let nobody see whether they are online. */
export async function selectUnseen(sql: Sql, userIds: readonly string[]): Promise<string[]> {
  const rows = await sql.query<{ user_id: string }>(
    'presence_unseen',
    `SELECT card.user_id
       FROM unnest($1::uuid[]) AS asked (user_id)
      CROSS JOIN LATERAL (SELECT * FROM user_cards WHERE user_id = asked.user_id OFFSET 0) AS card
      WHERE NOT card.online_status_visible`,
    [userIds],
  );
  return rows.map(({ user_id }) => user_id);
}
