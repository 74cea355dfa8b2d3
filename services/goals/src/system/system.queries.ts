import { hiddenCondition } from '@tribe/projections';
import { batched, countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import type { System as SystemModel } from '../generated/prisma/client';
import type { SystemStatus } from '../generated/prisma/enums';
import type { Tx } from '../prisma.service';
import type { ScheduleDetails } from '../streak/schedule-details.rules';

/** A system. `goalId` is null when the goal was deleted. */
export type System = Omit<SystemModel, 'frequencyDetails' | 'startedOn' | 'streakVersion'> & {
  readonly frequencyDetails: ScheduleDetails;
  /** A date such as `2026-06-01`. */
  readonly startedOn: string | null;
};

export interface SystemFilter {
  readonly status: SystemStatus | null;
}

const columns = `
  s.id, s.user_id AS "userId", g.id AS "goalId", s.title, s.description, s.status, s.frequency,
  s.frequency_details AS "frequencyDetails", s.rest_days AS "restDays", s.metric_type AS "metricType",
  s.target_value AS "targetValue", s.target_unit AS "targetUnit", s.target_time_local AS "targetTimeLocal",
  s.verification_required AS "verificationRequired", s.shared_with_partner AS "sharedWithPartner",
  s.checkin_reminder AS "checkinReminder", s.reminder_time_local AS "reminderTimeLocal",
  s.reminder_timezone AS "reminderTimezone",  s.ai_assistance_used AS "aiAssistanceUsed",
  s.started_on::text AS "startedOn", s.import_key AS "importKey",
  s.imported_at AS "importedAt", s.version, s.deleted_at AS "deletedAt", s.created_at AS "createdAt",
  s.updated_at AS "updatedAt"`;

const from = `
  FROM systems s
  LEFT JOIN goals g ON g.id = s.goal_id AND g.deleted_at IS NULL`;

const isWanted = `
   AND s.deleted_at IS NULL AND ($2::system_status IS NULL OR s.status = $2::system_status)`;

const own = `${from} WHERE s.user_id = $1::uuid ${isWanted}`;

/** Systems of the participants of a goal, except those hidden from $3. */
const ofGoal = `${from} WHERE s.goal_id = $1::uuid AND g.id IS NOT NULL ${isWanted}
   AND EXISTS (
         SELECT FROM goal_participants
          WHERE goal_id = s.goal_id AND user_id = s.user_id AND left_at IS NULL)
   AND NOT ${hiddenCondition('$3::uuid', 's.user_id')}`;

async function findSystems(sql: Sql, ids: readonly string[]): Promise<Map<string, System>> {
  const rows = await sql.query<System>(
    'systems_by_id',
    `SELECT ${columns} ${from} WHERE s.id = ANY($1::uuid[]) AND s.deleted_at IS NULL`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Returns the system, or undefined when it does not exist or was deleted. */
export const findSystem = batched(findSystems);

/** Locks a system until the transaction ends and returns its current state. Every write to it starts here. */
export async function lockSystem(tx: Tx, systemId: string): Promise<System | undefined> {
  const lock = 'SELECT FROM systems WHERE id = $1::uuid FOR UPDATE';
  // Both statements are sent together but run in order, so the read sees the writes of the last lock holder.
  const [, system] = await Promise.all([
    tx.sql.execute('system_lock', lock, [systemId]),
    findSystem(tx.sql, systemId),
  ]);
  return system;
}

/** Returns the systems of a user, newest first. */
export function listOwnSystems(
  sql: Sql,
  userId: string,
  { status }: SystemFilter,
  window: PageWindow,
): Promise<System[]> {
  return sql.query<System>(
    'system_page',
    `SELECT ${columns} ${own} AND s.id < $3::uuid ORDER BY s.id DESC LIMIT $4 OFFSET $5`,
    [userId, status, olderThan(window).id, window.limit, window.offset],
  );
}

export function countOwnSystems(
  sql: Sql,
  userId: string,
  { status }: SystemFilter,
): Promise<number> {
  return countRows(sql, 'system_count', `SELECT count(*)::int AS total ${own}`, [userId, status]);
}

/** Returns the systems of the participants of a goal as a viewer may see them, newest first. */
export function listSystemsOfGoal(
  sql: Sql,
  { goalId, viewerId, status }: SystemFilter & { goalId: string; viewerId: string },
  window: PageWindow,
): Promise<System[]> {
  return sql.query<System>(
    'system_goal_page',
    `SELECT ${columns} ${ofGoal} AND s.id < $4::uuid ORDER BY s.id DESC LIMIT $5 OFFSET $6`,
    [goalId, status, viewerId, olderThan(window).id, window.limit, window.offset],
  );
}

export function countSystemsOfGoal(
  sql: Sql,
  { goalId, viewerId, status }: SystemFilter & { goalId: string; viewerId: string },
): Promise<number> {
  const values = [goalId, status, viewerId];
  return countRows(sql, 'system_goal_count', `SELECT count(*)::int AS total ${ofGoal}`, values);
}

/** Ends the open pause of a system. */
export async function endPause(sql: Sql, systemId: string, now: Date): Promise<void> {
  await sql.execute(
    'system_pause_end',
    'UPDATE system_pauses SET resumed_at = $2 WHERE system_id = $1::uuid AND resumed_at IS NULL',
    [systemId, now],
  );
}
