import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import { type AlertScope, maxCounted } from './alert.rules';

export interface Alert {
  readonly id: string;
  readonly conversation_id: string;
  readonly message_id: string;
  /** null after the account of the sender was erased. */
  readonly sender_id: string | null;
  readonly reason: string | null;
  readonly scope: AlertScope;
  readonly created_at: Date;
  readonly acknowledged_count: number;
  readonly is_acknowledged: boolean;
}

const alerts = `
  SELECT a.id, a.conversation_id, a.message_id, a.sender_id, a.reason, a.scope, a.created_at,
         (SELECT count(*)::int FROM alert_acknowledgements WHERE alert_id = a.id) AS acknowledged_count,
         EXISTS (SELECT FROM alert_acknowledgements WHERE alert_id = a.id AND user_id = $1::uuid) AS is_acknowledged
    FROM priority_alerts a`;

/**
 * Returns an alert as a member sees it.
 *
 * @param sql in the name of the member
 */
export async function findAlert(sql: Sql, userId: string, id: string): Promise<Alert | undefined> {
  const [row] = await sql.query<Alert>('alert', `${alerts} WHERE a.id = $2::uuid`, [userId, id]);
  return row;
}

/** Returns the channel of an alert, also for a user who does not see it. */
export async function findAlertConversationId(sql: Sql, id: string): Promise<string | undefined> {
  const text = 'SELECT conversation_id AS id FROM priority_alerts WHERE id = $1::uuid';
  const [row] = await sql.query<{ id: string }>('conversation_of_alert', text, [id]);

  return row?.id;
}

const alertPage = `
  ${alerts} WHERE a.conversation_id = $2::uuid AND (a.created_at, a.id) < ($3::timestamptz, $4::uuid)
   ORDER BY a.created_at DESC, a.id DESC LIMIT $5 OFFSET $6`;

/**
 * Returns the alerts of a channel, newest first.
 *
 * @param sql in the name of the member
 */
export function listAlerts(
  sql: Sql,
  { userId, conversationId }: { userId: string; conversationId: string },
  window: PageWindow,
): Promise<Alert[]> {
  const { at, id } = olderThan(window);
  const values = [userId, conversationId, at, id, window.limit, window.offset];

  return sql.query('alert_page', alertPage, values);
}

export function countAlerts(sql: Sql, conversationId: string): Promise<number> {
  const text =
    'SELECT count(*)::int AS total FROM priority_alerts WHERE conversation_id = $1::uuid';
  return countRows(sql, 'alert_count', text, [conversationId]);
}

/** Makes the alerts of a sender wait for each other, and returns the times of the last ones in all teams, newest first. */
export async function lockSenderAlerts(sql: Sql, senderId: string): Promise<Date[]> {
  const lock = 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))';
  await sql.execute('alert_sender_lock', lock, [`alerts of ${senderId}`]);

  const rows = await sql.query<{ created_at: Date }>(
    'alerts_of_sender',
    `SELECT created_at FROM priority_alerts WHERE sender_id = $1::uuid ORDER BY created_at DESC LIMIT ${maxCounted}`,
    [senderId],
  );

  return rows.map(({ created_at }) => created_at);
}

/** How many members an alert reaches, and how many of them have muted the channel. */
export interface Reach {
  readonly members: number;
  readonly muted: number;
}

/** @param sql in the name of the sender, who is not counted */
export async function findReach(
  sql: Sql,
  { userId, conversationId }: { userId: string; conversationId: string },
  now: Date,
): Promise<Reach> {
  const [row] = await sql.query<Reach>(
    'alert_reach',
    `SELECT count(*)::int AS members, (count(*) FILTER (WHERE p.muted_until > $3))::int AS muted
       FROM conversations c
       JOIN team_members member ON member.team_id = c.team_id AND member.user_id <> $2::uuid
        AND (c.visible_roles IS NULL OR member.role = ANY (c.visible_roles))
       LEFT JOIN conversation_participants p
         ON p.conversation_id = c.id AND p.user_id = member.user_id AND p.left_at IS NULL
      WHERE c.id = $1::uuid`,
    [conversationId, userId, now],
  );

  return row ?? { members: 0, muted: 0 };
}

/** A member who sees the channel of an alert, and when they have acknowledged it. */
export interface Acknowledgement {
  readonly user_id: string;
  readonly acknowledged_at: Date | null;
}

/**
 * Returns the members that an alert reaches, without the sender, at most 1000: first those who have acknowledged it, in the
 * order of their acknowledgements.
 *
 * @param sql in the name of a member
 */
export function listAcknowledgements(sql: Sql, alertId: string): Promise<Acknowledgement[]> {
  return sql.query(
    'alert_acknowledgements',
    `SELECT member.user_id, ack.acknowledged_at
       FROM priority_alerts a
       JOIN conversations c ON c.id = a.conversation_id
       JOIN team_members member ON member.team_id = c.team_id AND member.user_id IS DISTINCT FROM a.sender_id
        AND (c.visible_roles IS NULL OR member.role = ANY (c.visible_roles))
       LEFT JOIN alert_acknowledgements ack ON ack.alert_id = a.id AND ack.user_id = member.user_id
      WHERE a.id = $1::uuid
      ORDER BY ack.acknowledged_at, member.user_id
      LIMIT 1000`,
    [alertId],
  );
}

/**
 * Returns the oldest announcement of a team that all roles see.
 *
 * @param sql in the name of a member
 */
export async function findAnnouncementId(sql: Sql, teamId: string): Promise<string | undefined> {
  const text = `SELECT id FROM conversations
    WHERE team_id = $1::uuid AND kind = 'announcement' AND visible_roles IS NULL AND closed_at IS NULL
    ORDER BY id LIMIT 1`;
  const [row] = await sql.query<{ id: string }>('announcement_of_team', text, [teamId]);

  return row?.id;
}
