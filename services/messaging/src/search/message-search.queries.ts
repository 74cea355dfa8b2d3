import { hiddenCondition } from '@tribe/projections';
import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import { matchEnd, matchStart } from './highlights.rules';

/** The words and filters of a search. */
export interface MessageSearch {
  readonly viewerId: string;
  readonly words: string;
  readonly conversationId: string | null;
  readonly senderId: string | null;
  readonly from: Date | null;
  readonly to: Date | null;
  readonly hasAttachment: boolean | null;
  /** Whether archived messages of channels are searched instead of the others. */
  readonly isArchived: boolean;
}

/** A message found by a search. */
export interface FoundRow {
  readonly id: string;
  readonly conversation_id: string;
  readonly created_at: Date;
}

/** How many messages `total` counts. Pages go on behind them. */
const mostCounted = 500;

/**
 * Matches are looked up for each conversation of the viewer, so that the cost does not depend on the messages of others.
 * `OFFSET 0` keeps this order also for a plan that was made while the table was small.
 */
const found = `
  FROM (SELECT message_search($2) AS words) asked
 CROSS JOIN (SELECT conversation_id, user_id, joined_seq, archived_seq
               FROM conversation_places
              WHERE user_id = $1::uuid AND ($3::uuid IS NULL OR conversation_id = $3)) mine
 CROSS JOIN LATERAL (
       SELECT message_id FROM searchable_messages
        WHERE conversation_id = mine.conversation_id AND words @@ asked.words OFFSET 0) match
  JOIN messages m ON m.id = match.message_id
 WHERE CASE WHEN $8 THEN m.seq <= mine.archived_seq ELSE m.seq > mine.joined_seq END AND m.deleted_at IS NULL
   AND ($4::uuid IS NULL OR m.sender_id = $4)
   AND ($5::timestamptz IS NULL OR m.created_at >= $5) AND ($6::timestamptz IS NULL OR m.created_at < $6)
   AND ($7::boolean IS NULL OR (m.media_id IS NOT NULL) = $7)
   AND NOT ${hiddenCondition('mine.user_id', 'm.sender_id')}`;

const foundPage = `
  SELECT m.id, m.conversation_id, m.created_at ${found} AND (m.created_at, m.id) < ($9::timestamptz, $10::uuid)
   ORDER BY m.created_at DESC, m.id DESC LIMIT $11 OFFSET $12`;

const foundCount = `SELECT count(*)::int AS total FROM (SELECT 1 ${found} LIMIT ${mostCounted}) counted`;

/** Returns the messages that match a search, newest first. */
export function listFound(
  sql: Sql,
  search: MessageSearch,
  window: PageWindow,
): Promise<FoundRow[]> {
  const { at, id } = olderThan(window);
  const values = [...valuesOf(search), at, id, window.limit, window.offset];

  return sql.query('found_message_page', foundPage, values);
}

/** Counts the messages that match a search, at most 500. */
export function countFound(sql: Sql, search: MessageSearch): Promise<number> {
  return countRows(sql, 'found_message_count', foundCount, valuesOf(search));
}

function valuesOf(search: MessageSearch): unknown[] {
  const { viewerId, words, conversationId, senderId, from, to, hasAttachment, isArchived } = search;
  return [viewerId, words, conversationId, senderId, from, to, hasAttachment, isArchived];
}

/** Returns the contents of messages with marks around the words of a search. */
export async function listMarkedContents(
  sql: Sql,
  words: string,
  messageIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await sql.query<{ id: string; marked: string }>(
    'found_message_contents',
    `SELECT m.id, ts_headline(s.language::regconfig, searched_text(m.content), asked.words, $3) AS marked
       FROM (SELECT message_search($1) AS words) asked
      CROSS JOIN unnest($2::uuid[]) AS match (id)
       JOIN messages m ON m.id = match.id
       JOIN searchable_messages s ON s.message_id = m.id
      WHERE m.content IS NOT NULL`,
    [words, messageIds, `StartSel=${matchStart}, StopSel=${matchEnd}, HighlightAll=true`],
  );

  return new Map(rows.map(({ id, marked }) => [id, marked]));
}

const deadlineMs = 2_000;

/** Ends the statements of a transaction sooner than others: a search may be retried, and must not keep a connection. */
export async function limitSearch(sql: Sql): Promise<void> {
  const text = `SELECT set_config('statement_timeout', $1, true)`;
  await sql.query('search_deadline', text, [String(deadlineMs)]);
}
