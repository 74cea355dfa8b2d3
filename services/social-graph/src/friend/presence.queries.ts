import type { Database } from '@tribe/service-kit';

/** Which of the given users let nobody see whether they are online. */
export async function selectUnseen(database: Database, userIds: readonly string[]): Promise<string[]> {
  const rows = await database.query<{ user_id: string }>(
    'presence_unseen',
    'SELECT user_id FROM user_cards WHERE user_id = ANY($1::uuid[]) AND NOT online_status_visible',
    [userIds],
  );
  return rows.map(({ user_id }) => user_id);
}
