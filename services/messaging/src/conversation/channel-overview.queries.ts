import { hiddenCondition } from '@tribe/projections';
import type { Sql } from '@tribe/service-kit';
import type { OverviewRow } from './conversation-overview.queries';

/** A channel of a team as a member sees it. */
export interface ChannelRow extends OverviewRow {
  team_id: string;
  /** All roles without a list. */
  visible_roles: string[] | null;
}

const roleOf = (member: string) =>
  `CASE WHEN ${member}.role IN ('admin', 'coach', 'trainer') THEN 'admin' ELSE 'member' END`;

const isVisibleTo = (member: string) =>
  `(c.visible_roles IS NULL OR ${member}.role = ANY (c.visible_roles))`;

/** Messages from before the membership do not count as unread. */
const unread = `(
  SELECT count(*)::int AS unread_count,
         count(*) FILTER (WHERE m.mentions_room OR me.user_id = ANY (m.mentioned_ids))::int AS mention_count
    FROM messages m
   WHERE m.conversation_id = c.id AND m.seq > coalesce(mine.read_seq, 0)
     AND (mine.id IS NOT NULL OR m.created_at >= me.joined_at)
     AND m.sender_id <> me.user_id AND m.deleted_at IS NULL AND NOT ${hiddenCondition('me.user_id', 'm.sender_id')})`;

const channels = (shown: number) => `
  SELECT c.id, c.kind, c.name, c.image_url, c.version, c.last_message_at, c.created_at, c.team_id, c.visible_roles, c.goal_id,
         coalesce(c.last_message_at, c.created_at) AS active_at, ${roleOf('me')} AS role, 0::bigint AS joined_seq,
         mine.muted_until, coalesce(mine.archived_at >= c.last_message_at, false) AS is_archived,
         people.participants_count, people.others, newest.id AS last_message_id,
         mine.draft_content, mine.draft_reply_to_message_id, mine.draft_at, unread.unread_count, unread.mention_count
    FROM team_members me
    JOIN conversations c ON c.team_id = me.team_id AND ${isVisibleTo('me')}
    LEFT JOIN conversation_participants mine
      ON mine.conversation_id = c.id AND mine.user_id = me.user_id AND mine.left_at IS NULL
   CROSS JOIN LATERAL ${unread} unread
   CROSS JOIN LATERAL (
         SELECT count(*)::int AS participants_count,
                json_agg(json_build_object('userId', user_id, 'role', role) ORDER BY position)
                  FILTER (WHERE user_id <> me.user_id AND position <= ${shown}) AS others
           FROM (SELECT other.user_id, ${roleOf('other')} AS role,
                        row_number() OVER (ORDER BY other.user_id = me.user_id, other.joined_at, other.user_id) AS position
                   FROM team_members other
                  WHERE other.team_id = c.team_id AND ${isVisibleTo('other')}) everyone) people
    LEFT JOIN LATERAL (
         SELECT id FROM messages WHERE conversation_id = c.id ORDER BY seq DESC LIMIT 1) newest ON true
   WHERE me.user_id = $1::uuid`;

const shownInList = 10;
const shownAlone = 1000;
const mostChannels = 50;

const channelsOfTeam = `${channels(shownInList)} AND me.team_id = $2::uuid ORDER BY c.id LIMIT ${mostChannels}`;
const channelById = `${channels(shownAlone)} AND c.id = $2::uuid`;

/**
 * Returns the channels of a team that a member sees, in the order of their creation, at most 50.
 *
 * @param sql in the name of the member
 */
export function listChannels(sql: Sql, userId: string, teamId: string): Promise<ChannelRow[]> {
  return sql.query('channels_of_team', channelsOfTeam, [userId, teamId]);
}

/**
 * Returns a channel with the members that see it.
 *
 * @param sql in the name of the member
 */
export async function findChannel(
  sql: Sql,
  userId: string,
  conversationId: string,
): Promise<ChannelRow | undefined> {
  const values = [userId, conversationId];
  const [row] = await sql.query<ChannelRow>('channel_overview', channelById, values);

  return row;
}
