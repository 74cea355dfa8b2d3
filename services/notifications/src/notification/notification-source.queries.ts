import { countRows, deleteInBatches, type Sql } from '@tribe/service-kit';
import { type GroupActor, type GroupTarget, postUrl } from './grouped-drafts.rules';
import type { NotificationTypeName } from './notification-types';

/** A reaction, a comment, or a mention of the recipient. */
export interface NotificationSource {
  readonly id: string;
  readonly actor: GroupActor;
  readonly createdAt: Date;
  /** The items of the source: its target, and the post of a comment. */
  readonly itemIds: readonly string[];
}

/** A user who acted on a target. */
export interface ActorRow extends GroupActor {
  /** Reactions or comments since the recipient last read a notification about them. */
  readonly unseen: number;
}

/** Waits for deletions of items, and makes later ones wait for the end of the transaction. */
async function shareItems(sql: Sql, itemIds: readonly string[]): Promise<void> {
  const text = `
    SELECT pg_advisory_xact_lock_shared(hashtextextended('notified item ' || id, 0))
      FROM (SELECT id FROM unnest($1::text[]) AS asked (id) ORDER BY id) items`;
  await sql.execute('notified_items_share', text, [itemIds]);
}

/**
 * Notes that an item was deleted. Its events and those of what was done to it have no order, so what arrives later is not
 * added any more.
 */
export async function noteDeletion(sql: Sql, itemId: string, at: Date): Promise<void> {
  const lock = `SELECT pg_advisory_xact_lock(hashtextextended('notified item ' || $1, 0))`;
  await sql.execute('notified_item_lock', lock, [itemId]);
  await sql.execute(
    'deleted_item_insert',
    'INSERT INTO deleted_items (id, deleted_at) VALUES ($1::uuid, $2) ON CONFLICT (id) DO NOTHING',
    [itemId, at],
  );
}

/**
 * Waits for other events about the same target until the end of the transaction: each would count only its own reaction or
 * comment, and the last one would write the notification without the others.
 */
export async function lockGroup(sql: Sql, { userId, type, targetId }: GroupTarget): Promise<void> {
  const lock = `SELECT pg_advisory_xact_lock(hashtextextended('notification of ' || $1, 0))`;
  await sql.execute('notification_group_lock', lock, [`${userId} ${type} ${targetId}`]);
}

/** Returns whether the source is new, and of no deleted item. A reaction that is exchanged for another is not new. */
export async function insertSource(
  sql: Sql,
  target: GroupTarget,
  { id, ...source }: NotificationSource,
): Promise<boolean> {
  return (await insertSources(sql, target, [{ id, userId: target.userId }], source)) > 0;
}

/** The item that a source was done to, with the type of the notification. */
type SourceTarget = Omit<GroupTarget, 'type' | 'userId'> & { readonly type: NotificationTypeName };

/** Inserts a source for each recipient, with one statement, and returns the number of new ones: none of a deleted item. */
export async function insertSources(
  sql: Sql,
  target: SourceTarget,
  recipients: readonly { readonly id: string; readonly userId: string }[],
  { actor, createdAt, itemIds }: Omit<NotificationSource, 'id'>,
): Promise<number> {
  await shareItems(sql, itemIds);

  return sql.execute(
    'notification_source_insert',
    `INSERT INTO notification_sources (id, user_id, notification_type, target_type, target_id, target_name, action_url,
                                       actor_id, actor_name, actor_image_url, created_at)
     SELECT recipient.id, recipient.user_id, $3, $4, $5::uuid, $6, $7, $8::uuid, $9, $10, $11::timestamptz
       FROM unnest($1::uuid[], $2::uuid[]) AS recipient (id, user_id)
      WHERE NOT EXISTS (SELECT FROM deleted_items WHERE id = ANY($12::uuid[]))
     ON CONFLICT (id) DO NOTHING`,
    [
      recipients.map(({ id }) => id),
      recipients.map(({ userId }) => userId),
      target.type,
      target.targetType,
      target.targetId,
      target.targetName,
      target.actionUrl,
      actor.id,
      actor.name,
      actor.imageUrl,
      createdAt,
      itemIds,
    ],
  );
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

const answersForget = `
  WITH forgotten AS (
    DELETE FROM notification_sources WHERE id IN (
      SELECT id FROM notification_sources
       WHERE action_url = $1 AND target_type = 'post_comment' AND user_id IS DISTINCT FROM $2::uuid LIMIT $3)
    RETURNING user_id, notification_type, target_id
  ), withdrawn AS (
    DELETE FROM notifications AS n USING (SELECT DISTINCT * FROM forgotten) gone
     WHERE n.target_type = 'post_comment' AND n.target_id = gone.target_id AND n.user_id = gone.user_id
       AND n.notification_type = gone.notification_type
  )
  SELECT count(*)::int AS total FROM forgotten`;

/**
 * Removes what was done to the comments on a post, their mentions, and the notifications about it. Each of them has a row
 * here.
 *
 * @param exceptId a recipient whose notifications stay
 */
export async function forgetAnswers(
  sql: Sql,
  postId: string,
  exceptId: string | null,
): Promise<void> {
  await deleteInBatches((limit) =>
    countRows(sql, 'notification_answers_forget', answersForget, [
      postUrl(postId),
      exceptId,
      limit,
    ]),
  );
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
