import { dayMs, newId, type Sql } from '@tribe/service-kit';
import { insertReflection, type ReflectionRow } from '../../reflection/reflection.queries';
import { dayAt } from '../../streak/calendar.rules';
import { type ExportedReflection, reflectionOf } from './tribe-export.rules';
import { count, refuseRow, type TribeRun } from './tribe-run';

/** Imports a reflection. A day that has one already keeps it. */
export async function importReflection(
  sql: Sql,
  run: TribeRun,
  { line, exported }: { line: number; exported: unknown },
): Promise<void> {
  const reflection = reflectionOf(exported);
  const today = dayAt(run.calendar, run.now);

  if (!reflection || reflection.reflectionDate.getTime() > today * dayMs) {
    const message = 'is not a valid reflection';
    refuseRow(run, line, { code: 'LINE_INVALID', field: 'reflections', message });
    return;
  }

  const isNew = run.row.dryRun || (await insertReflection(sql, rowOf(run, reflection)));
  count(run, isNew ? { imported: 1 } : { already_imported: 1 });
}

function rowOf(
  { row, now }: TribeRun,
  { body, createdAt, reflectionDate }: ExportedReflection,
): ReflectionRow {
  return {
    id: newId(),
    userId: row.userId,
    partnershipId: null,
    reflectionDate: reflectionDate.toISOString().slice(0, 10),
    content: body.content,
    promptId: body.prompt_id || null,
    promptText: body.prompt_text || null,
    sharedWithPartner: body.shared_with_partner,
    withheldAt: null,
    version: 1n,
    createdAt: new Date(Math.min(createdAt.getTime(), now)),
    updatedAt: new Date(now),
  };
}
