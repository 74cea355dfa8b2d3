/**
 * Selects the unfinished event work of a schema as rows `(what, waiting, written)`: one per subject of the outbox, and
 * one for requested replays of dead letters. `written` changes with every event that is written.
 */
export const pendingEventsSql = `
  SELECT subject AS what, (count(*) FILTER (WHERE published_at IS NULL))::int AS waiting, max(position)::text AS written
  FROM outbox GROUP BY subject
  UNION ALL
  SELECT 'a replay of a dead letter', count(*)::int, '' FROM dead_letters
  WHERE replay_requested_at IS NOT NULL AND replayed_at IS NULL`;
