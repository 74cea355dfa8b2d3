import type { Sql } from '@tribe/service-kit';

/** Each erases at most $2 rows of the user $1. Reports and decisions stay, without the user and without texts. */
const erasures: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'erasure_reports_of_reporter',
    text: `
      UPDATE reports SET reporter_id = NULL, details = NULL
       WHERE id IN (SELECT id FROM reports WHERE reporter_id = $1::uuid ORDER BY id LIMIT $2)`,
  },
  {
    name: 'erasure_reports_of_subject',
    text: `
      UPDATE reports SET excerpt = NULL, details = NULL
       WHERE id IN (SELECT r.id FROM reports r JOIN moderation_cases c ON c.id = r.case_id
                     WHERE c.subject_id = $1::uuid AND (r.excerpt IS NOT NULL OR r.details IS NOT NULL)
                     ORDER BY r.id LIMIT $2)`,
  },
  {
    name: 'erasure_report_media',
    text: `
      DELETE FROM report_media
       WHERE (report_id, media_id) IN (SELECT report_id, media_id FROM report_media WHERE owner_id = $1::uuid
                                        ORDER BY report_id, media_id LIMIT $2)`,
  },
  {
    name: 'erasure_moderation_appeals',
    text: `
      UPDATE moderation_appeals SET text = NULL, decision_note = NULL
       WHERE id IN (SELECT p.id FROM moderation_appeals p JOIN moderation_actions a ON a.id = p.action_id
                     WHERE a.subject_id = $1::uuid AND (p.text IS NOT NULL OR p.decision_note IS NOT NULL)
                     ORDER BY p.id LIMIT $2)`,
  },
  {
    name: 'erasure_moderation_actions',
    text: `
      UPDATE moderation_actions
         SET subject_id = nullif(subject_id, $1::uuid), moderator_id = nullif(moderator_id, $1::uuid),
             note = CASE WHEN subject_id = $1::uuid THEN NULL ELSE note END
       WHERE id IN (SELECT id FROM moderation_actions WHERE subject_id = $1::uuid OR moderator_id = $1::uuid
                     ORDER BY id LIMIT $2)`,
  },
  {
    name: 'erasure_moderation_deciders',
    text: `
      UPDATE moderation_appeals SET decided_by = NULL
       WHERE id IN (SELECT id FROM moderation_appeals WHERE decided_by = $1::uuid ORDER BY id LIMIT $2)`,
  },
  {
    name: 'erasure_moderation_cases',
    text: `
      UPDATE moderation_cases
         SET subject_id = nullif(subject_id, $1::uuid), assignee_id = nullif(assignee_id, $1::uuid),
             status = CASE WHEN assignee_id = $1::uuid AND status = 'assigned' THEN 'open' ELSE status END,
             version = version + 1
       WHERE id IN (SELECT id FROM moderation_cases WHERE subject_id = $1::uuid OR assignee_id = $1::uuid
                     ORDER BY id LIMIT $2)`,
  },
  {
    name: 'erasure_moderation_audit',
    text: `
      UPDATE moderation_audit
         SET actor_id = nullif(actor_id, $1::uuid), other_id = nullif(other_id, $1::uuid)
       WHERE id IN (SELECT id FROM moderation_audit WHERE actor_id = $1::uuid OR other_id = $1::uuid
                     ORDER BY id LIMIT $2)`,
  },
];

/**
 * Takes a user out of reports, decisions and the audit. A call erases rows of one table, so that it never waits for rows
 * while it holds rows of another.
 *
 * @returns how many rows were erased, at most `limit`
 */
export async function eraseModeration(sql: Sql, userId: string, limit: number): Promise<number> {
  for (const { name, text } of erasures) {
    const count = await sql.execute(name, text, [userId, limit]);
    if (count > 0) return count;
  }

  return 0;
}
