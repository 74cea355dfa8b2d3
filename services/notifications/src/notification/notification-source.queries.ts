import type { Sql } from '@tribe/service-kit';
import type { GroupActor, GroupTarget } from './grouped-drafts.rules';

/** A reaction or a comment. */
export interface NotificationSource {
  readonly id: string;
  readonly actor: GroupActor;
  readonly createdAt: Date;
}

/** A user who acted on a target. */
export interface ActorRow extends GroupActor {
  /** Reactions or comments since the recipient last read a notification about them. */
  readonly unseen: number;
}

/** Returns whether the source is new. A reaction that is exchanged for another is not. */
export async function insertSource(
  sql: Sql,
  target: GroupTarget,
  { id, actor, createdAt }: NotificationSource,
): Promise<boolean> {
  const added = await sql.execute(
    'notification_source_insert',
    `INSERT INTO notification_sources (id, user_id, notification_type, target_type, target_id, target_name, action_url,
                                       actor_id, actor_name, actor_image_url, created_at)
     VALUES ($1::uuid, $2::uuid, $3, $4, $5::uuid, $6, $7, $8::uuid, $9, $10, $11)
     ON CONFLICT (id) DO NOTHING`,
    [
      id,
      target.userId,
      target.type,
      target.targetType,
      target.targetId,
      target.targetName,
      target.actionUrl,
      actor.id,
      actor.name,
      actor.imageUrl,
      createdAt,
    ],
  );
  return added > 0;
}

/** Removes a source and returns the target of its notification. */
export async function deleteSource(sql: Sql, id: string): Promise<GroupTarget | undefined> {
  const [row] = await sql.query<GroupTarget>(
    'notification_source_delete',
    `DELETE FROM notification_sources WHERE id = $1::uuid
     RETURNING user_id AS "userId", notification_type AS type, target_type AS "targetType", target_id AS "targetId",
               target_name AS "targetName", action_url AS "actionUrl"`,
    [id],
  );
  return row;
}

/** Returns the users who acted on a target, the last one first. */
export function listActors(sql: Sql, { userId, type, targetId }: GroupTarget): Promise<ActorRow[]> {
  return sql.query<ActorRow>(
    'notification_actors',
    `SELECT actor_id AS id, (array_agg(actor_name ORDER BY created_at DESC))[1] AS name,
            (array_agg(actor_image_url ORDER BY created_at DESC))[1] AS "imageUrl",
            (count(*) FILTER (WHERE created_at > coalesce(
              (SELECT max(read_at) FROM notifications
                WHERE user_id = $1::uuid AND notification_type = $2 AND target_id = $3::uuid),
              '-infinity')))::int AS unseen
       FROM notification_sources
      WHERE user_id = $1::uuid AND notification_type = $2 AND target_id = $3::uuid
      GROUP BY actor_id
      ORDER BY max(created_at) DESC, actor_id`,
    [userId, type, targetId],
  );
}
