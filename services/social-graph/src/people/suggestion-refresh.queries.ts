import type { Sql } from '@tribe/service-kit';

/**
 * Marks the suggestions of these users as outdated: they are computed again when the user next asks for them. Everything
 * that changes what suggestions are made from calls it. Rows are locked in the order of ids, so that transactions with
 * users in common cannot deadlock.
 */
export async function markSuggestionsStale(sql: Sql, userIds: readonly string[]): Promise<void> {
  await sql.execute(
    'suggestion_refresh_delete',
    `DELETE FROM suggestion_refreshes WHERE user_id IN (
      SELECT user_id FROM suggestion_refreshes WHERE user_id = ANY($1::uuid[]) ORDER BY user_id FOR UPDATE)`,
    [userIds],
  );
}
