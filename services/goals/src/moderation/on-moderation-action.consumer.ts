import {
  ModerationActionKind,
  ModerationActionLiftedSchema,
  ModerationActionTakenSchema,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { ModeratedContents } from './moderated-contents';

const handledEvents = [ModerationActionTakenSchema, ModerationActionLiftedSchema] as const;

/** Carries out the decisions of moderators about goals and what is shared about them. */
@Consumer()
export class OnModerationActionConsumer {
  constructor(private readonly contents: ModeratedContents) {}

  @OnEvent([...handledEvents], { durable: 'goals-moderation-v1' })
  async handle(
    event: ReceivedEvent<(typeof handledEvents)[number]>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const { action } = event.data;
    if (action?.kind !== ModerationActionKind.DELETE_CONTENT) return;
    const isTaken = event.is(ModerationActionTakenSchema);

    if (action.targetType === 'reflection')
      await this.contents.withholdReflection(tx, action.targetId, isTaken);
    // Deleted contents cannot be restored after an appeal.
    if (!isTaken) return;
    if (action.targetType === 'goal') await this.contents.deleteGoal(tx, action.targetId);
    if (action.targetType === 'checkin') await this.contents.eraseNote(tx, action.targetId);
    if (action.targetType === 'comment') await this.contents.deleteComment(tx, action.targetId);
  }
}
