import type { Sql } from '@tribe/service-kit';

export interface SummaryCandidate {
  readonly userId: string;
  readonly timezone: string;
  /** Null before the first summary. */
  readonly lastDate: string | null;
}

interface Window {
  readonly after: string;
  readonly limit: number;
}

/**
 * Returns users who want mail, have several check-ins to verify that have waited for a time, and got no mail about them
 * lately. At least one of the check-ins was in no earlier mail.
 */
export async function listVerificationCandidates(
  sql: Sql,
  { after, limit }: Window,
  { now, waitMs, pauseMs }: { now: Date; waitMs: number; pauseMs: number },
): Promise<string[]> {
  const rows = await sql.query<{ userId: string }>(
    'digest_verification_candidates',
    `SELECT p.partner_id AS "userId"
       FROM pending_verifications p
       JOIN notification_preferences n ON n.user_id = p.partner_id AND n.email_enabled AND n.goal_updates
       LEFT JOIN digest_mails d ON d.user_id = p.partner_id
      WHERE p.partner_id > $1::uuid AND p.requested_at <= $3
        AND (d.last_verification_mail_at IS NULL OR d.last_verification_mail_at <= $4)
      GROUP BY p.partner_id, d.last_verification_mail_at
     HAVING count(*) >= 2
        AND (d.last_verification_mail_at IS NULL
             OR max(p.requested_at) > d.last_verification_mail_at - $5 * interval '1 ms')
      ORDER BY p.partner_id LIMIT $2`,
    [after, limit, before(now, waitMs), before(now, pauseMs), waitMs],
  );
  return rows.map(({ userId }) => userId);
}

/** Returns users with open accounts who want mail. */
export function listSummaryCandidates(
  sql: Sql,
  { after, limit }: Window,
): Promise<SummaryCandidate[]> {
  return sql.query<SummaryCandidate>(
    'digest_summary_candidates',
    `SELECT n.user_id AS "userId", c.timezone, d.last_daily_summary_local_date::text AS "lastDate"
       FROM notification_preferences n
       JOIN user_cards c ON c.user_id = n.user_id AND c.is_active
       LEFT JOIN digest_mails d ON d.user_id = n.user_id
      WHERE n.email_enabled AND n.user_id > $1::uuid
      ORDER BY n.user_id LIMIT $2`,
    [after, limit],
  );
}

/** Returns users who want mail, registered in a period and have no goal. */
export async function listFirstGoalCandidates(
  sql: Sql,
  { after, limit }: Window,
  { from, to }: { from: Date; to: Date },
): Promise<string[]> {
  const rows = await sql.query<{ userId: string }>(
    'digest_first_goal_candidates',
    `SELECT f.user_id AS "userId"
       FROM first_goal_candidates f
       JOIN notification_preferences n ON n.user_id = f.user_id AND n.email_enabled
      WHERE f.registered_at BETWEEN $3 AND $4 AND NOT f.has_goal AND f.user_id > $1::uuid
      ORDER BY f.user_id LIMIT $2`,
    [after, limit, from, to],
  );
  return rows.map(({ userId }) => userId);
}

const before = (now: Date, ms: number) => new Date(now.getTime() - ms);

export async function recordVerificationMails(
  sql: Sql,
  userIds: readonly string[],
  now: Date,
): Promise<void> {
  await sql.execute(
    'digest_verification_record',
    `INSERT INTO digest_mails (user_id, last_verification_mail_at)
     SELECT user_id, $2 FROM unnest($1::uuid[]) AS mailed (user_id)
     ON CONFLICT (user_id) DO UPDATE SET last_verification_mail_at = excluded.last_verification_mail_at`,
    [userIds, now],
  );
}

/** @param summaries the user and the date of the user's day */
export async function recordSummaries(
  sql: Sql,
  summaries: readonly { userId: string; date: string }[],
): Promise<void> {
  await sql.execute(
    'digest_summary_record',
    `INSERT INTO digest_mails (user_id, last_daily_summary_local_date)
     SELECT user_id, date FROM unnest($1::uuid[], $2::date[]) AS mailed (user_id, date)
     ON CONFLICT (user_id) DO UPDATE
       SET last_daily_summary_local_date = excluded.last_daily_summary_local_date`,
    [summaries.map(({ userId }) => userId), summaries.map(({ date }) => date)],
  );
}

/** Records that users have a goal. */
export async function recordGoals(
  sql: Sql,
  userIds: readonly string[],
  occurredAt: Date,
): Promise<void> {
  await sql.execute(
    'first_goal_record',
    `INSERT INTO first_goal_candidates (user_id, registered_at, has_goal)
     SELECT user_id, $2, true FROM unnest($1::uuid[]) AS participant (user_id) ORDER BY user_id
     ON CONFLICT (user_id) DO UPDATE SET has_goal = true`,
    [userIds, occurredAt],
  );
}
