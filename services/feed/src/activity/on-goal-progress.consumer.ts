import { timestampDate } from '@bufbuild/protobuf/wkt';
import {
  type Goal,
  GoalCompletedSchema,
  GoalContributionCorrectedSchema,
  GoalDeletedSchema,
  GoalParticipantRemovedSchema,
  GoalStatus,
  GoalUpdatedSchema,
  MilestoneAchievedSchema,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import { Clock } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { Activities } from './activities';
import { endActivities } from './activity.queries';

const goalEvents = [
  GoalCompletedSchema,
  MilestoneAchievedSchema,
  GoalUpdatedSchema,
  GoalContributionCorrectedSchema,
  GoalParticipantRemovedSchema,
  GoalDeletedSchema,
] as const;
type GoalEvent = ReceivedEvent<(typeof goalEvents)[number]>;

/**
 * Records that public goals were completed and their milestones achieved. What was recorded of a goal ends when the goal
 * is deleted or becomes private, when it is not completed after all, and when the user leaves it.
 */
@Consumer()
export class OnGoalProgressConsumer {
  constructor(
    private readonly activities: Activities,
    private readonly clock: Clock,
  ) {}

  @OnEvent([...goalEvents], { durable: 'feed-goal-progress-v1' })
  async handle(event: GoalEvent, { tx }: ConsumerContext<Tx>): Promise<void> {
    const goal = event.is(GoalDeletedSchema) ? undefined : event.data.goal;
    const goalId = event.entityId;

    if (!goal?.isPublic) return endActivities(tx.sql, { goalId }, this.clock.now());

    if (event.is(GoalParticipantRemovedSchema)) {
      const { userId: actorId } = event.data;
      return endActivities(tx.sql, { goalId, actorId }, this.clock.now());
    }

    if (event.is(GoalCompletedSchema)) return this.complete(event, goal, tx);
    if (event.is(MilestoneAchievedSchema)) return this.achieve(event, goal, tx);
    if (goal.status === GoalStatus.COMPLETED) return undefined;

    return endActivities(tx.sql, { goalId, activityType: 'goal_completed' }, this.clock.now());
  }

  private complete(
    { id, data, occurredAt }: ReceivedEvent<typeof GoalCompletedSchema>,
    goal: Goal,
    tx: Tx,
  ): Promise<void> {
    return this.activities.record(tx, {
      id,
      activityType: 'goal_completed',
      actorId: data.completedBy?.id || goal.creatorId,
      goalId: goal.id,
      subjectId: null,
      title: null,
      iconUrl: null,
      points: null,
      happenedAt: data.completedAt ? timestampDate(data.completedAt) : occurredAt,
    });
  }

  private achieve(
    { id, data, occurredAt }: ReceivedEvent<typeof MilestoneAchievedSchema>,
    goal: Goal,
    tx: Tx,
  ): Promise<void> {
    return this.activities.record(tx, {
      id,
      activityType: 'milestone_reached',
      actorId: data.achievedBy?.id || goal.creatorId,
      goalId: goal.id,
      subjectId: data.milestoneId,
      title: data.title,
      iconUrl: null,
      points: null,
      happenedAt: data.achievedAt ? timestampDate(data.achievedAt) : occurredAt,
    });
  }
}
