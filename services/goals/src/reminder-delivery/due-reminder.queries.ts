import type { Sql } from '@tribe/service-kit';

/** The goal or the system of a reminder, as far as the firing depends on it. */
export interface ReminderSubject {
  readonly id: string;
  readonly title: string;
  /** The goal was deleted or the user has left it, or the system wants no reminder. */
  readonly hasEnded: boolean;
  /** Whether there is something to be reminded of. */
  readonly isOpen: boolean;
}

/** Returns the subjects of reminders, by reminder. */
export async function findSubjects(
  sql: Sql,
  reminderIds: readonly string[],
): Promise<Map<string, ReminderSubject>> {
  const rows = await sql.query<ReminderSubject>(
    'reminder_subjects',
    `SELECT r.id, coalesce(g.title, s.title) AS title,
            CASE WHEN g.id IS NOT NULL THEN g.deleted_at IS NOT NULL OR p.id IS NULL
                 ELSE s.deleted_at IS NOT NULL OR s.status <> 'active' OR NOT s.checkin_reminder END AS "hasEnded",
            coalesce(g.status IN ('not_started', 'active') AND g.archived_at IS NULL, true)
              AND NOT EXISTS (SELECT FROM user_cards WHERE user_id = r.user_id AND NOT is_active) AS "isOpen"
       FROM reminders r
       LEFT JOIN goals g ON g.id = r.goal_id
       LEFT JOIN goal_participants p ON p.goal_id = g.id AND p.user_id = r.user_id AND p.left_at IS NULL
       LEFT JOIN systems s ON s.id = r.system_id
      WHERE r.id = ANY($1::uuid[])`,
    [reminderIds],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
