import { dayMs, newId, type Sql, type Transactions } from '@tribe/service-kit';
import type { Tx } from '../../prisma.service';
import {
  findReflection,
  insertReflection,
  type ReflectionRow,
} from '../../reflection/reflection.queries';
import { dayAt } from '../../streak/calendar.rules';
import { requireOpen } from '../open-import';
import { type ExportedReflection, reflectionOf } from './tribe-export.rules';
import { count, refuseRow, type TribeRun } from './tribe-run';

/**
 * Imports a reflection. A day that has one already keeps it.
 *
 * @throws ImportGoneError when the account of the user was erased meanwhile
 */
export async function importReflection(
  { transactions, database }: { transactions: Transactions<Tx>; database: Sql },
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

  const row = rowOf(run, reflection);

  const isNew = run.row.dryRun
    ? (await findReflection(database, row.userId, row.reflectionDate)) === undefined
    : await transactions.run(({ sql }) => insertUnlessGone(sql, run, row));

  count(run, isNew ? { imported: 1 } : { already_imported: 1 });
}

async function insertUnlessGone(sql: Sql, run: TribeRun, row: ReflectionRow): Promise<boolean> {
  await requireOpen(sql, run.row);

  return insertReflection(sql, row);
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
