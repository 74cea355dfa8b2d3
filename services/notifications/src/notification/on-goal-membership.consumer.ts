import {
  GoalCreatedSchema,
  GoalDeletedSchema,
  GoalHandedOverSchema,
  GoalInvitationClosedSchema,
  GoalInvitationSentSchema,
  GoalParticipantAddedSchema,
  GoalPublishedSchema,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import {
  draftGoalAdded,
  draftGoalInvite,
  draftGoalOwnership,
  draftGoalPublished,
  draftGoalStart,
} from './goal-drafts.rules';
import { NotificationWriter } from './notification-writer';

const handledEvents = [
  GoalCreatedSchema,
  GoalParticipantAddedSchema,
  GoalInvitationSentSchema,
  GoalInvitationClosedSchema,
  GoalPublishedSchema,
  GoalHandedOverSchema,
  GoalDeletedSchema,
] as const;

/** Uses one durable for all events, so that the end of an invitation is never handled before the invitation. */
@Consumer()
export class OnGoalMembershipConsumer {
  constructor(private readonly writer: NotificationWriter) {}

  @OnEvent([...handledEvents], { durable: 'notifications-goal-membership-v1', isBulk: true })
  async handle(
    event: ReceivedEvent<(typeof handledEvents)[number]>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const { id, entityId } = event;
    if (event.is(GoalCreatedSchema)) {
      await this.writer.write(tx, id, draftGoalStart(event.data));
    } else if (event.is(GoalParticipantAddedSchema)) {
      await this.withdrawInvite(tx, entityId, event.data.participant?.userId ?? '');
      await this.writer.write(tx, id, draftGoalAdded(event.data));
    } else if (event.is(GoalInvitationSentSchema)) {
      await this.withdrawInvite(tx, entityId, event.data.inviteeId);
      await this.writer.write(tx, id, draftGoalInvite(event.data));
    } else if (event.is(GoalInvitationClosedSchema)) {
      await this.withdrawInvite(tx, entityId, event.data.inviteeId);
    } else if (event.is(GoalPublishedSchema)) {
      await this.writer.write(tx, id, draftGoalPublished(event.data));
    } else if (event.is(GoalHandedOverSchema)) {
      await this.writer.write(tx, id, draftGoalOwnership(event.data));
    } else {
      await this.writer.withdraw(tx, 'goal', entityId, { type: 'goal_invite' });
    }
  }

  private withdrawInvite(tx: Tx, goalId: string, userId: string): Promise<void> {
    return this.writer.withdraw(tx, 'goal', goalId, { type: 'goal_invite', userId });
  }
}
