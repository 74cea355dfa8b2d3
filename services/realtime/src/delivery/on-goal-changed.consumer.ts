import {
  GoalCompletedSchema,
  GoalContributionAddedSchema,
  GoalDeletedSchema,
  GoalParticipantAddedSchema,
  GoalParticipantRemovedSchema,
  GoalUpdatedSchema,
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
];

/** Pushes changes of a goal to its watchers, and removes watchers who may not see the goal. */
@Consumer()
export class OnGoalChangedConsumer {
  constructor(private readonly sockets: SocketServer) {}

  @OnEvent(goalEvents, { durable: 'realtime-goals-v1' })
  async handle(event: ReceivedEvent<(typeof goalEvents)[number]>): Promise<void> {
    if (event.is(GoalContributionAddedSchema))
      this.push(contributionUpdate(event), event.data.contributor?.id);
    else if (event.is(GoalCompletedSchema))
      this.push(completedUpdate(event), event.data.completedBy?.id);
    else if (event.is(GoalParticipantAddedSchema))
      this.push(participantAddedUpdate(event), event.data.participant?.userId);
    else if (event.is(GoalUpdatedSchema)) {
      const { goal } = event.data;
      if (goal && !goal.isPublic)
        await this.removeNonParticipants(
          goal.id,
          goal.participants.map(({ userId }) => userId),
        );
      this.push(changedUpdate(event));
    } else if (event.is(GoalParticipantRemovedSchema)) {
      const { goal, userId } = event.data;
      this.push(participantRemovedUpdate(event), userId);
      if (goal && !goal.isPublic)
        this.sockets.io.in(rooms.user(userId)).socketsLeave(rooms.goal(goal.id));
    } else {
      this.push(deletedUpdate(event));
      this.sockets.io.in(rooms.goal(event.data.goalId)).socketsLeave(rooms.goal(event.data.goalId));
    }
  }

  /** @param actorId the user named by the update; the push skips users from whom this user is hidden */
  private push(update: GoalUpdate, actorId?: string): void {
    const watchers = this.sockets.io.to(rooms.goal(update.goal_id));
    (actorId ? watchers.except(rooms.hiddenFrom(actorId)) : watchers).emit('goal.update', update);
  }

  /** Removes the watchers of a goal who are not participants. */
  private async removeNonParticipants(
    goalId: string,
    participantIds: readonly string[],
  ): Promise<void> {
    const watchers = await this.sockets.io.in(rooms.goal(goalId)).fetchSockets();
    for (const watcher of watchers) {
      if (!participantIds.includes(watcher.data.userId)) watcher.leave(rooms.goal(goalId));
    }
  }
}
