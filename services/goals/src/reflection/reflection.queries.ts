import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import type { Reflection } from '../generated/prisma/client';

export type ReflectionRow = Omit<Reflection, 'reflectionDate'> & {
  /** Such as `2026-06-05`. */
  readonly reflectionDate: string;
};

export interface ReflectionFilter {
  readonly userId: string;
  readonly sharedOnly: boolean;
}

const columns = `
  id, user_id AS "userId", partnership_id AS "partnershipId", reflection_date_local::text AS "reflectionDate", content,
  prompt_id AS "promptId", prompt_text AS "promptText",
  shared_with_partner AS "sharedWithPartner", withheld_at AS "withheldAt", version, created_at AS "createdAt", updated_at AS "updatedAt"`;

/** Returns false when the user has a reflection on this day already. */
export async function insertReflection(sql: Sql, row: ReflectionRow): Promise<boolean> {
  const inserted = await sql.execute(
    'reflection_insert',
    `INSERT INTO reflections (id, user_id, partnership_id, reflection_date_local, content, prompt_id, prompt_text, version,
       created_at, updated_at, shared_with_partner)
     VALUES ($1::uuid, $2::uuid, $3::uuid, $4::date, $5, $6, $7, $8, $9, $9, $10)
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
      row.sharedWithPartner,
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

/** Returns any reflection, locked until the transaction ends. */
export async function lockReflectionById(sql: Sql, id: string): Promise<ReflectionRow | undefined> {
  const text = `SELECT ${columns} FROM reflections WHERE id = $1::uuid FOR UPDATE`;
  const [row] = await sql.query<ReflectionRow>('reflection_by_id_lock', text, [id]);
  return row;
}

export async function saveReflection(sql: Sql, row: ReflectionRow): Promise<void> {
  await sql.execute(
    'reflection_save',
    `UPDATE reflections SET content = $2, version = $3, updated_at = $4, shared_with_partner = $5,
            withheld_at = $6
      WHERE id = $1::uuid`,
    [row.id, row.content, row.version, row.updatedAt, row.sharedWithPartner, row.withheldAt],
  );
}

/** The reflections of a user; only those shared with partners, if $2. */
const ofUser =
  'FROM reflections WHERE user_id = $1::uuid AND (shared_with_partner OR NOT $2::boolean)';

/** Returns the reflections of a user, those on the latest days first. */
export function listReflections(
  sql: Sql,
  { userId, sharedOnly }: ReflectionFilter,
  window: PageWindow,
): Promise<ReflectionRow[]> {
  const { at, id } = olderThan(window);
  return sql.query<ReflectionRow>(
    'reflection_page',
    `SELECT ${columns} ${ofUser}
        AND (reflection_date_local, id) < (($3::timestamptz AT TIME ZONE 'UTC')::date, $4::uuid)
      ORDER BY reflection_date_local DESC, id DESC
      LIMIT $5 OFFSET $6`,
    [userId, sharedOnly, at, id, window.limit, window.offset],
  );
}

export function countReflections(
  sql: Sql,
  { userId, sharedOnly }: ReflectionFilter,
): Promise<number> {
  const text = `SELECT count(*)::int AS total ${ofUser}`;
  return countRows(sql, 'reflection_count', text, [userId, sharedOnly]);
}

const byDate = `
  SELECT ${columns} FROM reflections WHERE user_id = $1::uuid AND reflection_date_local = $2::date`;
