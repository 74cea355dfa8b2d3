import { hiddenCondition } from '@tribe/projections';
import { batched, countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import { Prisma } from '../generated/prisma/client';
import type {
  GoalPriority,
  GoalStatus,
  GoalType,
  ParticipantRole,
  TargetType,
} from '../generated/prisma/enums';
import type { Tx } from '../prisma.service';

/** Current participants in order of joining, and milestones in their order. */
export const wholeGoal = {
  participants: {
    where: { leftAt: null },
    orderBy: [{ joinedAt: 'asc' }, { id: 'asc' }],
    select: { userId: true, role: true, contributionAmount: true },
  },
  milestones: { orderBy: { orderIndex: 'asc' } },
} satisfies Prisma.GoalInclude;

export type Goal = Prisma.GoalGetPayload<{
  include: typeof wholeGoal;
  omit: { importKey: true };
}>;
export type Milestone = Goal['milestones'][number];

interface GoalRow {
  id: string;
  creator_id: string;
  title: string;
  description: string | null;
  category: string | null;
  goal_type: GoalType;
  target_type: TargetType;
  target_amount: string | null;
  target_currency: string;
  target_date: string | null;
  current_amount: string;
  image_url: string | null;
  status: GoalStatus;
  is_public: boolean;
  version: bigint;
  completed_at: Date | null;
  archived_at: Date | null;
  deleted_at: Date | null;
  created_at: Date;
  updated_at: Date;
  start_date: string | null;
  priority: GoalPriority;
  auto_complete: boolean;
  owner_active_at: Date;
  participants: { userId: string; role: ParticipantRole; contributionAmount: string }[] | null;
  milestones: MilestoneJson[] | null;
}

/** A milestone in JSON, where times and amounts are text. */
type MilestoneJson = Omit<Milestone, MilestoneTime | 'targetValue'> & {
  [Time in MilestoneTime]: string | null;
} & { targetValue: string | null };
type MilestoneTime = 'achievedAt' | 'announcedAt' | 'createdAt' | 'updatedAt';

export interface GoalSummaryRow {
  id: string;
  title: string;
  category: string | null;
  goal_type: GoalType;
  target_type: TargetType;
  target_amount: string | null;
  target_currency: string;
  target_date: string | null;
  current_amount: string;
  image_url: string | null;
  status: GoalStatus;
  priority: GoalPriority;
  archived_at: Date | null;
  created_at: Date;
  participants_count: number;
  preview_ids: string[];
}

export interface GoalFilter {
  userId: string;
  status: GoalStatus | null;
  type: GoalType | null;
  category: string | null;
  /** null includes both archived and other goals. */
  archived: boolean | null;
}

const columns = `g.id, g.creator_id, g.title, g.description, g.category, g.goal_type, g.target_type,
  g.target_amount::text, g.target_currency, g.target_date::text, g.current_amount::text, g.image_url, g.status,
  g.is_public, g.start_date::text, g.priority, g.auto_complete, g.owner_active_at, g.version, g.completed_at, g.archived_at, g.deleted_at, g.created_at, g.updated_at`;

const goalsById = `
  SELECT ${columns}, people.participants, steps.milestones
    FROM goals g
   CROSS JOIN LATERAL (
         SELECT json_agg(json_build_object('userId', user_id, 'role', role, 'contributionAmount', contribution_amount::text)
                         ORDER BY joined_at, id) AS participants
           FROM goal_participants
          WHERE goal_id = g.id AND left_at IS NULL) people
   CROSS JOIN LATERAL (
         SELECT json_agg(json_build_object('id', id, 'goalId', goal_id, 'title', title, 'description', description,
                         'targetValue', target_value::text, 'achievedAt', achieved_at, 'achievedBy', achieved_by,
                         'announcedAt', announced_at, 'orderIndex', order_index, 'createdAt', created_at,
                         'updatedAt', updated_at) ORDER BY order_index) AS milestones
           FROM goal_milestones
          WHERE goal_id = g.id) steps
   WHERE g.id = ANY($1::uuid[]) AND g.deleted_at IS NULL`;

/** Goals that the user participates in and that match the filter. Ids increase with time, so they sort by creation. */
const matching = `
  FROM goal_participants mine
  JOIN goals g ON g.id = mine.goal_id
 WHERE mine.user_id = $1::uuid AND mine.left_at IS NULL AND g.deleted_at IS NULL
   AND ($2::goal_status IS NULL OR g.status = $2::goal_status)
   AND ($3::goal_type IS NULL OR g.goal_type = $3::goal_type)
   AND ($4::text IS NULL OR lower(g.category COLLATE "und-x-icu") = lower($4 COLLATE "und-x-icu"))
   AND ($5::boolean IS NULL OR (g.archived_at IS NOT NULL) = $5)`;

/**
 * Restricts goals to those a viewer may see, as in `GoalAccess`: goals that the viewer participates in, and public
 * goals of creators not hidden from the viewer.
 */
const shared = (viewer: string) => `
   AND (EXISTS (
         SELECT FROM goal_participants theirs
          WHERE theirs.goal_id = g.id AND theirs.user_id = ${viewer}::uuid AND theirs.left_at IS NULL)
        OR g.is_public AND NOT ${hiddenCondition(`${viewer}::uuid`, 'g.creator_id')})`;

const goalCount = `SELECT count(*)::int AS total ${matching}`;
const sharedGoalCount = `${goalCount} ${shared('$6')}`;

/** Selects the goals first, so that participants are counted only for them. */
const summariesOf = (source: string) => `
  SELECT page.*, people.participants_count, people.preview_ids
    FROM (SELECT g.id, g.title, g.category, g.goal_type, g.target_type, g.target_amount::text, g.target_currency,
                 g.target_date::text, g.current_amount::text, g.image_url, g.status, g.priority, g.archived_at, g.created_at
          ${source}) page
   CROSS JOIN LATERAL (
         SELECT count(*)::int AS participants_count, (array_agg(user_id ORDER BY joined_at, id))[1:3] AS preview_ids
           FROM goal_participants
          WHERE goal_id = page.id AND left_at IS NULL) people
   ORDER BY page.id DESC`;

const pageOf = (also: string) =>
  summariesOf(`${matching} AND mine.goal_id < $6::uuid ${also}
           ORDER BY mine.goal_id DESC
           LIMIT $7 OFFSET $8`);

const goalPage = pageOf('');
const sharedGoalPage = pageOf(shared('$9'));
const summariesById = summariesOf(
  'FROM goals g WHERE g.id = ANY($1::uuid[]) AND g.deleted_at IS NULL',
);

/** Returns goals by id, without deleted goals. */
async function findGoals(sql: Sql, ids: readonly string[]): Promise<Map<string, Goal>> {
  const rows = await sql.query<GoalRow>('goals_by_id', goalsById, [ids]);
  return new Map(rows.map((row) => [row.id, toGoal(row)]));
}

/** Returns the goal, or undefined when it does not exist or was deleted. */
export const findGoal = batched(findGoals);

/**
 * Locks a goal until the transaction ends and returns its current state. Every write to a goal, its participants or its
 * contributions must start here, which makes versions and sums gapless.
 */
export async function lockGoal(tx: Tx, goalId: string): Promise<Goal | undefined> {
  const lock = 'SELECT FROM goals WHERE id = $1::uuid FOR UPDATE';
  // Both statements are sent together but run in order, so the read sees the writes of the last lock holder.
  const [, goal] = await Promise.all([
    tx.sql.execute('goal_lock', lock, [goalId]),
    findGoal(tx.sql, goalId),
  ]);
  return goal;
}

/** Notes that the owner of a locked goal manages it. */
export async function noteOwner(sql: Sql, goalId: string, now: Date): Promise<void> {
  const note = 'UPDATE goals SET owner_active_at = $2 WHERE id = $1::uuid AND owner_active_at < $2';
  await sql.execute('goal_note_owner', note, [goalId, now]);
}

/** Returns goals that the user participates in, newest first. */
export function listGoals(
  sql: Sql,
  filter: GoalFilter,
  window: PageWindow,
): Promise<GoalSummaryRow[]> {
  const values = [...filterValues(filter), olderThan(window).id, window.limit, window.offset];
  return sql.query<GoalSummaryRow>('goal_page', goalPage, values);
}

/** Returns goals by id, newest first, without deleted goals. */
export function listSummaries(sql: Sql, ids: readonly string[]): Promise<GoalSummaryRow[]> {
  return sql.query<GoalSummaryRow>('goal_summaries', summariesById, [ids]);
}

export function countGoals(sql: Sql, filter: GoalFilter): Promise<number> {
  return countRows(sql, 'goal_count', goalCount, filterValues(filter));
}

/** Like {@link listGoals}, but only goals that the viewer may see. */
export function listSharedGoals(
  sql: Sql,
  viewerId: string,
  filter: GoalFilter,
  window: PageWindow,
): Promise<GoalSummaryRow[]> {
  const { limit, offset } = window;
  const values = [...filterValues(filter), olderThan(window).id, limit, offset, viewerId];
  return sql.query<GoalSummaryRow>('goal_shared_page', sharedGoalPage, values);
}

export function countSharedGoals(sql: Sql, viewerId: string, filter: GoalFilter): Promise<number> {
  return countRows(sql, 'goal_shared_count', sharedGoalCount, [...filterValues(filter), viewerId]);
}

function filterValues({ userId, status, type, category, archived }: GoalFilter) {
  return [userId, status, type, category, archived];
}

function toGoal(row: GoalRow): Goal {
  return {
    id: row.id,
    creatorId: row.creator_id,
    title: row.title,
    description: row.description,
    category: row.category,
    goalType: row.goal_type,
    targetType: row.target_type,
    targetAmount: row.target_amount === null ? null : new Prisma.Decimal(row.target_amount),
    targetCurrency: row.target_currency,
    targetDate: row.target_date === null ? null : new Date(row.target_date),
    currentAmount: new Prisma.Decimal(row.current_amount),
    imageUrl: row.image_url,
    status: row.status,
    isPublic: row.is_public,
    startDate: row.start_date === null ? null : new Date(row.start_date),
    priority: row.priority,
    autoComplete: row.auto_complete,
    ownerActiveAt: row.owner_active_at,
    version: row.version,
    completedAt: row.completed_at,
    archivedAt: row.archived_at,
    deletedAt: row.deleted_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    participants: (row.participants ?? []).map(({ userId, role, contributionAmount }) => ({
      userId,
      role,
      contributionAmount: new Prisma.Decimal(contributionAmount),
    })),
    milestones: (row.milestones ?? []).map(toMilestone),
  };
}

function toMilestone(json: MilestoneJson): Milestone {
  return {
    ...json,
    targetValue: json.targetValue === null ? null : new Prisma.Decimal(json.targetValue),
    achievedAt: timeOf(json.achievedAt),
    announcedAt: timeOf(json.announcedAt),
    createdAt: new Date(json.createdAt as string),
    updatedAt: new Date(json.updatedAt as string),
  };
}

function timeOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
