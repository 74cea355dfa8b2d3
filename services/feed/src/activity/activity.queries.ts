import type { Sql } from '@tribe/service-kit';
import type { ActivityType } from '../generated/prisma/enums';
import { friendCondition, isActiveFor } from '../people/people.queries';

/** Something that a user did, which friends see in their feeds. */
export interface NewActivity {
  readonly id: string;
  readonly activityType: ActivityType;
  readonly actorId: string;
  /** Null for an achievement. */
  readonly goalId: string | null;
  /** The milestone or the achievement. */
  readonly subjectId: string | null;
  /** The title of the milestone, or the name of the achievement. */
  readonly title: string | null;
  readonly iconUrl: string | null;
  readonly points: number | null;
  readonly happenedAt: Date;
  /** Its place in feeds: when this service learned of it, so that no reader has passed it before. */
  readonly shownAt: Date;
}

export async function insertActivity(sql: Sql, activity: NewActivity): Promise<void> {
  const { id, activityType, actorId, goalId, subjectId, title, iconUrl, points } = activity;
  const values = [id, activityType, actorId, goalId, subjectId, title, iconUrl, points];

  await sql.execute(
    'feed_activity_insert',
    `INSERT INTO feed_activities (id, activity_type, actor_id, goal_id, subject_id, title, icon_url, points, happened_at, shown_at)
     VALUES ($1::uuid, $2::activity_type, $3::uuid, $4::uuid, $5::uuid, $6, $7, $8, $9, $10)
     ON CONFLICT (id) DO NOTHING`,
    [...values, activity.happenedAt, activity.shownAt],
  );
}

/** The activities of a goal that end. */
export interface EndedActivities {
  readonly goalId: string;
  /** Only those of this user. */
  readonly actorId?: string;
  /** Only those of this type. */
  readonly activityType?: ActivityType;
}

/** Takes activities out of all feeds at once. Their rows go later, in batches. */
export async function endActivities(sql: Sql, ended: EndedActivities, now: Date): Promise<void> {
  await sql.execute(
    'feed_activities_end',
    `UPDATE feed_activities SET deleted_at = $4
      WHERE goal_id = $1::uuid AND deleted_at IS NULL AND ($2::uuid IS NULL OR actor_id = $2::uuid)
        AND ($3::activity_type IS NULL OR activity_type = $3::activity_type)`,
    [ended.goalId, ended.actorId ?? null, ended.activityType ?? null, now],
  );
}

/**
 * Whether an activity `a` is shown at all: its goal is public, and the user takes part in it and shares activities with
 * friends.
 */
export const isCurrent = `a.deleted_at IS NULL
  AND NOT EXISTS (SELECT FROM activity_settings s WHERE s.user_id = a.actor_id AND NOT s.is_shared)
  AND (a.goal_id IS NULL OR EXISTS (
        SELECT FROM goal_cards g
         WHERE g.goal_id = a.goal_id AND NOT g.is_deleted AND g.is_public AND a.actor_id = ANY(g.participant_ids)))`;

/** Whether a viewer other than the user sees an activity `a`. */
export const canSeeActivity = (viewer: string) =>
  `(${isCurrent} AND ${isActiveFor(viewer, 'a.actor_id')} AND ${friendCondition(viewer, 'a.actor_id')})`;

/** An activity with everything that a viewer sees of it. */
export interface ShownActivity {
  readonly id: string;
  readonly activityType: ActivityType;
  readonly actorId: string;
  readonly username: string | null;
  readonly fullName: string | null;
  readonly profileImageUrl: string | null;
  readonly goalId: string | null;
  readonly goalTitle: string | null;
  readonly subjectId: string | null;
  readonly title: string | null;
  readonly iconUrl: string | null;
  readonly points: number | null;
  readonly happenedAt: Date;
}

const shownById = `
  SELECT a.id, a.activity_type AS "activityType", a.actor_id AS "actorId", card.username, card.full_name AS "fullName",
         card.profile_image_url AS "profileImageUrl", a.goal_id AS "goalId", goal.title AS "goalTitle",
         a.subject_id AS "subjectId", a.title, a.icon_url AS "iconUrl", a.points, a.happened_at AS "happenedAt"
    FROM feed_activities a
    LEFT JOIN user_cards card ON card.user_id = a.actor_id
    LEFT JOIN goal_cards goal ON goal.goal_id = a.goal_id AND NOT goal.is_deleted
   WHERE a.id = ANY($1::uuid[])`;

/** Returns activities as a viewer sees them, without checking whether the viewer may. */
export async function findShownActivities(
  sql: Sql,
  ids: readonly string[],
): Promise<Map<string, ShownActivity>> {
  const rows = await sql.query<ShownActivity>('feed_activity_shown', shownById, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The facts that the place of an activity in a feed rests on. */
export interface ActivityFacts {
  readonly happenedAt: Date;
  readonly isOwn: boolean;
  readonly isFriend: boolean;
  readonly hasSharedGoal: boolean;
}

const factsById = `
  SELECT a.happened_at AS "happenedAt", a.actor_id = $1::uuid AS "isOwn", a.actor_id <> $1::uuid AS "isFriend",
         EXISTS (SELECT FROM goal_cards g WHERE g.goal_id = a.goal_id AND $1::uuid = ANY(g.participant_ids)) AS "hasSharedGoal"
    FROM feed_activities a
   WHERE a.id = $2::uuid AND (a.actor_id = $1::uuid AND ${isCurrent} OR ${canSeeActivity('$1::uuid')})`;

/** Returns the facts about an activity, and undefined for one that the viewer does not see. */
export async function findActivityFacts(
  sql: Sql,
  viewerId: string,
  activityId: string,
): Promise<ActivityFacts | undefined> {
  const [row] = await sql.query<ActivityFacts>('feed_activity_facts', factsById, [
    viewerId,
    activityId,
  ]);
  return row;
}
