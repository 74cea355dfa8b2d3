import { hiddenCondition } from '@tribe/projections';
import type { Sql } from '@tribe/service-kit';
import { checkinColumns, type CheckinRow } from '../checkin/checkin.queries';

/** The changes of a user since a transaction. */
export interface ChangesSince {
  readonly userId: string;
  /** 0 for the present state, in which nothing is gone. */
  readonly since: bigint;
  readonly limit: number;
}

/** Something that has changed. `isGone`: it does not exist for the user any more. */
export interface ChangedRow {
  readonly id: string;
  readonly isGone: boolean;
}

/** A goal that the user has left changes no more for this user, whatever happens to it. */
const changedGoals = `
  SELECT id, is_gone AS "isGone"
    FROM (SELECT g.id, mine.left_at IS NOT NULL OR g.deleted_at IS NOT NULL AS is_gone,
                 CASE WHEN mine.left_at IS NULL THEN g.changed_in ELSE mine.changed_in END AS changed_in
            FROM goal_participants mine
            JOIN goals g ON g.id = mine.goal_id
           WHERE mine.user_id = $1::uuid) known
   WHERE changed_in >= $2::text::xid8 AND (NOT is_gone OR $2::text <> '0')
   ORDER BY changed_in DESC, id DESC
   LIMIT $3`;

/**
 * The user and the active partners who are not hidden. Of a partner whose partnership has changed, everything is new. Two
 * users can have two partnerships.
 */
const owners = `
  owners AS (
    SELECT $1::uuid AS user_id, false AS is_partner, $2::text::xid8 AS since
     UNION ALL
    SELECT partner.user_id, true,
           CASE WHEN bool_or(partner.changed_in >= $2::text::xid8) THEN '0'::xid8 ELSE $2::text::xid8 END
      FROM (SELECT CASE user_low WHEN $1::uuid THEN user_high ELSE user_low END AS user_id, changed_in
              FROM partnership_pairs
             WHERE is_active AND (user_low = $1::uuid OR user_high = $1::uuid)) partner
     WHERE NOT ${hiddenCondition('$1::uuid', 'partner.user_id')}
     GROUP BY partner.user_id
     ORDER BY user_id
     LIMIT 100)`;

/** Of systems that were never shared, a partner learns nothing, not even that they were deleted. */
const changedSystems = `
  WITH ${owners}
  SELECT s.id, s.is_gone AS "isGone"
    FROM owners
   CROSS JOIN LATERAL (
         SELECT id, changed_in, deleted_at IS NOT NULL OR (owners.is_partner AND NOT shared_with_partner) AS is_gone
           FROM systems
          WHERE user_id = owners.user_id AND changed_in >= owners.since
            AND (NOT owners.is_partner OR shared_with_partner OR unshared_in >= owners.since)) s
   WHERE NOT s.is_gone OR owners.since <> '0'::xid8
   ORDER BY s.changed_in DESC, s.id DESC
   LIMIT $3`;

const changedCheckins = `
  WITH ${owners}
  SELECT ${checkinColumns}
    FROM owners
   CROSS JOIN LATERAL (
         SELECT checkins.*
           FROM checkins
           JOIN systems s ON s.id = checkins.system_id AND s.deleted_at IS NULL
                         AND (NOT owners.is_partner OR s.shared_with_partner)
          WHERE checkins.user_id = owners.user_id AND checkins.changed_in >= owners.since
            AND (checkins.deleted_at IS NULL OR owners.since <> '0'::xid8)
          ORDER BY checkins.changed_in DESC
          LIMIT $3) c
   ORDER BY c.changed_in DESC, c.id DESC
   LIMIT $3`;

const partnerIds = `WITH ${owners} SELECT user_id AS id FROM owners WHERE is_partner`;

export function listChangedGoals(sql: Sql, changes: ChangesSince): Promise<ChangedRow[]> {
  return sql.query<ChangedRow>('goal_changes', changedGoals, valuesOf(changes));
}

/** Systems of the user and of partners who share them. */
export function listChangedSystems(sql: Sql, changes: ChangesSince): Promise<ChangedRow[]> {
  return sql.query<ChangedRow>('system_changes', changedSystems, valuesOf(changes));
}

/** Check-ins, also deleted ones, in systems of the user and of partners who share them. */
export function listChangedCheckins(sql: Sql, changes: ChangesSince): Promise<CheckinRow[]> {
  return sql.query<CheckinRow>('checkin_changes', changedCheckins, valuesOf(changes));
}

/** Returns the active partners of a user who are not hidden, at most 100. */
export async function listPartnerIds(sql: Sql, userId: string): Promise<string[]> {
  const rows = await sql.query<{ id: string }>('partner_ids', partnerIds, [userId, '0']);
  return rows.map(({ id }) => id);
}

function valuesOf({ userId, since, limit }: ChangesSince): unknown[] {
  return [userId, String(since), limit];
}
