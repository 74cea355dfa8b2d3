import type { Sql } from '@tribe/service-kit';

/** A device of a user. */
export interface PushTarget {
  readonly user_id: string;
  readonly token: string;
}

const devices = `
  SELECT device.user_id, device.token
    FROM devices device LEFT JOIN notification_preferences preferences USING (user_id)
   WHERE device.user_id = ANY($1::uuid[])`;

/** Returns the devices of those of the users who want pushes about messages. */
export function listMessageTargets(sql: Sql, userIds: readonly string[]): Promise<PushTarget[]> {
  const wanted = `coalesce(preferences.push_enabled, true) AND coalesce(preferences.messages, true)`;
  return sql.query('message_push_targets', `${devices} AND ${wanted}`, [userIds]);
}

/** Returns all devices of a user. */
export function listTargets(sql: Sql, userId: string): Promise<PushTarget[]> {
  return sql.query('push_targets', devices, [[userId]]);
}
