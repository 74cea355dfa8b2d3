import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import { type Unread, unreadOf } from '../access/unread.queries';
import type { DraftRow } from '../draft/draft.view';
import type { ConversationKind, ConversationRole } from '../generated/prisma/enums';
import type { NotificationLevel } from './notification-level.rules';

/** A conversation as one of its participants sees it. */
export interface OverviewRow extends Unread, DraftRow {
  id: string;
  kind: ConversationKind;
  name: string | null;
  image_url: string | null;
  goal_id: string | null;
  event_starts_at: Date | null;
  event_ends_at: Date | null;
  event_place: string | null;
  /** The team of a channel. */
  team_id: string | null;
  /** The roles that see a channel of a team; all roles without a list. */
  visible_roles: string[] | null;
  version: bigint;
  last_message_at: Date | null;
  created_at: Date;
  /** The time of the last message, or of the creation. */
  active_at: Date;
  role: ConversationRole;
  joined_seq: bigint;
  muted_until: Date | null;
  notification_level: NotificationLevel;
  is_archived: boolean;
  participants_count: number;
  /** The first participants without the viewer. */
  others: { userId: string; role: ConversationRole }[] | null;
  last_message_id: string | null;
  /** Of a conversation of partners: an active partnership of theirs, or the last one. */
  partnership: { id: string; is_active: boolean } | null;
}

const activeAt = 'coalesce(c.last_message_at, c.created_at)';

/** The next message brings an archived conversation back. */
const isArchived = `(mine.archived_at IS NOT NULL AND (c.last_message_at > mine.archived_at) IS NOT TRUE)`;

const ofViewer = `
  FROM conversation_places mine
  JOIN conversations c ON c.id = mine.conversation_id
 WHERE mine.user_id = $1::uuid`;

/** The key of such a conversation has both ids, the larger first; that of a partner who was erased has neither. */
const partnershipOf = (page: string) => `(
  SELECT json_build_object('id', partnership_id, 'is_active', is_active)
    FROM partnership_pairs
   WHERE ${page}.kind = 'partnership' AND user_high = split_part(${page}.direct_key, ':', 1)::uuid
     AND user_low = nullif(split_part(${page}.direct_key, ':', 2), '')::uuid
   ORDER BY is_active DESC, kind = 'duo' DESC, activated_at DESC LIMIT 1)`;

const newestFirst = 'page.active_at DESC, page.id DESC';

/**
 * Reads what is around each conversation only for the rows of a page. To its sender, a message request looks like any direct
 * conversation.
 */
const overviewOf = (page: string, shown: number, order = newestFirst) => `
  SELECT page.*, people.participants_count, people.others, newest.id AS last_message_id,
         unread.unread_count, unread.mention_count, ${partnershipOf('page')} AS partnership
    FROM (SELECT c.id, c.kind, c.name, c.image_url, c.goal_id, c.team_id, c.visible_roles, c.direct_key, c.event_starts_at, c.event_ends_at, c.event_place, c.version, c.last_message_at, c.created_at, ${activeAt} AS active_at,
                 mine.conversation_id, mine.user_id, mine.role, mine.joined_seq, mine.read_seq, mine.unread_since, mine.muted_until,
                 mine.notification_level,
                 mine.draft_content, mine.draft_reply_to_message_id, mine.draft_at,
                 ${isArchived} AS is_archived
          ${page}) page
   CROSS JOIN LATERAL ${unreadOf('page')} unread
   CROSS JOIN LATERAL (
         SELECT count(*)::int AS participants_count,
                json_agg(json_build_object('userId', user_id, 'role', role) ORDER BY position)
                  FILTER (WHERE user_id <> page.user_id AND position <= ${shown}) AS others
           FROM (SELECT user_id, role,
                        row_number() OVER (ORDER BY user_id = page.user_id, joined_at, participant_id, user_id) AS position
                   FROM (SELECT user_id, role, joined_at, participant_id
                           FROM conversation_places
                          WHERE conversation_id = page.id
                          UNION ALL
                         SELECT recipient_id, 'member', requested_at, id
                           FROM message_requests
                          WHERE conversation_id = page.id AND status <> 'accepted') present) everyone) people
    LEFT JOIN LATERAL (
         SELECT id FROM messages
          WHERE conversation_id = page.id AND seq > page.joined_seq AND in_conversation
          ORDER BY seq DESC LIMIT 1) newest ON true
   ORDER BY ${order}`;

const inArchive = `AND ${isArchived} = $2 AND ($3::uuid IS NULL OR c.team_id = $3)`;
const shownInList = 10;
const shownAlone = 1000;

const conversationPage = overviewOf(
  `${ofViewer} ${inArchive} AND (${activeAt}, c.id) < ($4::timestamptz, $5::uuid)
   ORDER BY ${activeAt} DESC, c.id DESC LIMIT $6 OFFSET $7`,
  shownInList,
);
const conversationById = overviewOf(`${ofViewer} AND c.id = $2::uuid`, shownAlone);
const conversationsByIds = overviewOf(`${ofViewer} AND c.id = ANY($2::uuid[])`, shownInList);
const conversationCount = `SELECT count(*)::int AS total ${ofViewer} ${inArchive}`;

/** Which conversations of a user a list has. */
interface ListFilter {
  readonly userId: string;
  readonly isArchived: boolean;
  /** undefined for the conversations of all teams and those without a team. */
  readonly teamId?: string | undefined;
}

/**
 * Returns the conversations of a user, those with the newest message first.
 *
 * @param sql in the name of the user, like those of the functions below
 */
export function listConversations(
  sql: Sql,
  { userId, isArchived, teamId }: ListFilter,
  window: PageWindow,
): Promise<OverviewRow[]> {
  const { at, id } = olderThan(window);
  const values = [userId, isArchived, teamId ?? null, at, id, window.limit, window.offset];
  return sql.query('conversation_page', conversationPage, values);
}

export function countConversations(
  sql: Sql,
  { userId, isArchived, teamId }: ListFilter,
): Promise<number> {
  return countRows(sql, 'conversation_count', conversationCount, [
    userId,
    isArchived,
    teamId ?? null,
  ]);
}

/** Returns a conversation of a user with its participants, at most 1000. */
export async function findOverview(
  sql: Sql,
  userId: string,
  conversationId: string,
): Promise<OverviewRow | undefined> {
  const values = [userId, conversationId];
  const [row] = await sql.query<OverviewRow>('conversation_overview', conversationById, values);

  return row;
}

/** Returns those of the conversations in which a user is a participant, with ten participants each. */
export function listOverviews(
  sql: Sql,
  userId: string,
  conversationIds: readonly string[],
): Promise<OverviewRow[]> {
  return sql.query('conversation_overviews', conversationsByIds, [userId, conversationIds]);
}

const mostChannels = 50;
const channelsOfTeam = overviewOf(
  `${ofViewer} AND c.team_id = $2::uuid ORDER BY c.id LIMIT ${mostChannels}`,
  shownInList,
  'page.id',
);

/** Returns the channels of a team that a member sees, in the order of their creation, at most 50. */
export function listChannels(sql: Sql, userId: string, teamId: string): Promise<OverviewRow[]> {
  return sql.query('channels_of_team', channelsOfTeam, [userId, teamId]);
}
