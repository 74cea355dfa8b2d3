import {
  type Goal,
  GoalCompletedSchema,
  GoalContributionAddedSchema,
  GoalContributionCorrectedSchema,
  GoalDeletedSchema,
  GoalHandedOverSchema,
  GoalParticipantAddedSchema,
  GoalParticipantRemovedSchema,
  GoalUpdatedSchema,
  MilestoneAchievedSchema,
  type GoalUpdate,
} from '@tribe/contracts';
import { Consumer, OnEvent, type ReceivedEvent } from '@tribe/events';
import { rooms } from '../socket/rooms';
import { SocketServer } from '../socket/socket.server';
import {
  changedUpdate,
  completedUpdate,
  contributionUpdate,
  deletedUpdate,
  participantAddedUpdate,
  participantRemovedUpdate,
} from './deliveries.rules';

const goalEvents = [
  GoalContributionAddedSchema,
  GoalCompletedSchema,
  GoalUpdatedSchema,
  GoalParticipantAddedSchema,
  GoalParticipantRemovedSchema,
  GoalDeletedSchema,
  GoalContributionCorrectedSchema,
  MilestoneAchievedSchema,
  GoalHandedOverSchema,
];

/**
 * Pushes changes of a goal to its watchers, and removes watchers who may not see the goal. Only participants see
 * contributions.
 */
@Consumer()
export class OnGoalChangedConsumer {
  constructor(private readonly sockets: SocketServer) {}

  @OnEvent(goalEvents, { durable: 'realtime-goals-v1' })
  async handle(event: ReceivedEvent<(typeof goalEvents)[number]>): Promise<void> {
    if (event.is(GoalDeletedSchema)) {
      this.close(event.data.goalId, deletedUpdate(event));
      return;
    }

    const { goal } = event.data;
    if (!goal) return;
    this.pushToViewers(changedUpdate(event));
    if (!goal.isPublic) this.endViewing(goal);

    if (event.is(GoalContributionAddedSchema))
      this.push(contributionUpdate(event), event.data.contributor?.id);
    else if (event.is(GoalCompletedSchema))
      this.push(completedUpdate(event), event.data.completedBy?.id);
    else if (event.is(GoalParticipantAddedSchema))
      this.push(participantAddedUpdate(event), event.data.participant?.userId);
    else if (event.is(GoalParticipantRemovedSchema)) {
      const { userId } = event.data;
      this.push(participantRemovedUpdate(event), userId);
      this.sockets.empty([rooms.goal(goal.id), askingFor(goal.id)], { in: [rooms.user(userId)] });
    } else {
      this.push(changedUpdate(event));
    }
  }

  /** @param actorId the user named by the update; the push skips users from whom this user is hidden */
  private push(update: GoalUpdate, actorId?: string): void {
    const watchers = this.sockets.io.to(rooms.goal(update.goal_id));
    (actorId ? watchers.except(rooms.hiddenFrom(actorId)) : watchers).emit('goal.update', update);
  }

  /** Users who do not take part see that the goal has changed, but neither names nor amounts. */
  private pushToViewers(update: GoalUpdate): void {
    this.sockets.io.to(rooms.goalViewers(update.goal_id)).emit('goal.update', update);
  }

  private close(goalId: string, update: GoalUpdate): void {
    this.push(update);
    this.pushToViewers(update);
    this.sockets.empty([rooms.goal(goalId), rooms.goalViewers(goalId), askingFor(goalId)]);
  }

  /** Only participants may watch a private goal. */
  private endViewing({ id, participants }: Goal): void {
    this.sockets.empty([rooms.goalViewers(id)]);
    const except = participants.map(({ userId }) => rooms.user(userId));
    this.sockets.empty([askingFor(id)], { except });
  }
}

function askingFor(goalId: string): string {
  return rooms.asking(rooms.goal(goalId));
}
