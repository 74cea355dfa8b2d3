import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import type { Reflection } from '../generated/prisma/client';

export type ReflectionRow = Omit<Reflection, 'reflectionDate'> & {
  /** Such as `2026-06-05`. */
  readonly reflectionDate: string;
};

const columns = `
  id, user_id AS "userId", partnership_id AS "partnershipId", reflection_date_local::text AS "reflectionDate", content,
  prompt_id AS "promptId", prompt_text AS "promptText", version, created_at AS "createdAt", updated_at AS "updatedAt"`;

/** Returns false when the user has a reflection on this day already. */
export async function insertReflection(sql: Sql, row: ReflectionRow): Promise<boolean> {
  const inserted = await sql.execute(
    'reflection_insert',
    `INSERT INTO reflections (id, user_id, partnership_id, reflection_date_local, content, prompt_id, prompt_text, version,
       created_at, updated_at)
     VALUES ($1::uuid, $2::uuid, $3::uuid, $4::date, $5, $6, $7, $8, $9, $9)
     ON CONFLICT (user_id, reflection_date_local) DO NOTHING`,
    [
      row.id,
      row.userId,
      row.partnershipId,
      row.reflectionDate,
      row.content,
      row.promptId,
      row.promptText,
      row.version,
      row.createdAt,
    ],
  );
  return inserted > 0;
}

export async function findReflection(
  sql: Sql,
  userId: string,
  date: string,
): Promise<ReflectionRow | undefined> {
  const [row] = await sql.query<ReflectionRow>('reflection_by_date', byDate, [userId, date]);
  return row;
}

/** Like {@link findReflection}, with the row locked until the transaction ends. */
export async function lockReflection(
  sql: Sql,
  userId: string,
  date: string,
): Promise<ReflectionRow | undefined> {
  const text = `${byDate} FOR UPDATE`;
  const [row] = await sql.query<ReflectionRow>('reflection_by_date_lock', text, [userId, date]);
  return row;
}

export async function saveReflection(sql: Sql, row: ReflectionRow): Promise<void> {
  await sql.execute(
    'reflection_save',
    'UPDATE reflections SET content = $2, version = $3, updated_at = $4 WHERE id = $1::uuid',
    [row.id, row.content, row.version, row.updatedAt],
  );
}

/** Returns the reflections of a user, those on the latest days first. */
export function listReflections(
  sql: Sql,
  userId: string,
  window: PageWindow,
): Promise<ReflectionRow[]> {
  const { at, id } = olderThan(window);
  return sql.query<ReflectionRow>(
    'reflection_page',
    `SELECT ${columns} FROM reflections
      WHERE user_id = $1::uuid AND (reflection_date_local, id) < (($2::timestamptz AT TIME ZONE 'UTC')::date, $3::uuid)
      ORDER BY reflection_date_local DESC, id DESC
      LIMIT $4 OFFSET $5`,
    [userId, at, id, window.limit, window.offset],
  );
}

export function countReflections(sql: Sql, userId: string): Promise<number> {
  const text = 'SELECT count(*)::int AS total FROM reflections WHERE user_id = $1::uuid';
  return countRows(sql, 'reflection_count', text, [userId]);
}

const byDate = `
  SELECT ${columns} FROM reflections WHERE user_id = $1::uuid AND reflection_date_local = $2::date`;
