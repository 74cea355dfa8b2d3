import { Injectable } from '@nestjs/common';
import { ActivityService } from '@tribe/contracts';
import { Calls, Rpc } from '@tribe/rpc';
import { AppError } from '@tribe/service-kit';
import type { Membership } from '../access/conversation.queries';
import { otherUserIn } from '../access/direct-key.rules';
import { errors } from '../errors';
import { MessageHistoryService, withArchive } from './message-history.service';
import { listReplies, type Message, type RepliedActivity } from './message.queries';

const deadlineMs = 1_000;

/** The message, the thread and the activity that a new message refers to. */
export type Targets = Pick<Message, 'replyToMessageId' | 'threadRootId'> & {
  readonly repliedActivity: Pick<RepliedActivity, 'type' | 'id'> | null;
};

/** Checks what new messages refer to. */
@Calls(ActivityService.method.findActivity)
@Injectable()
export class MessageTargets {
  constructor(
    private readonly history: MessageHistoryService,
    private readonly rpc: Rpc,
  ) {}

  /**
   * Checks the message that a new one replies to, the root of its thread, and the activity that it answers. A thread goes on
   * after the deletion of its root. Must not be called inside a transaction.
   *
   * @returns the activity as the sender sees it
   * @throws AppError MESSAGE_NOT_FOUND, NOT_A_THREAD_ROOT, MESSAGE_DELETED, ACTIVITY_NOT_FOUND
   */
  async require(membership: Membership, targets: Targets): Promise<RepliedActivity | null> {
    const { replyToMessageId, threadRootId, repliedActivity } = targets;
    // A thread stays open when its root is archived with the year of a team.
    const place = threadRootId === null ? membership : withArchive(membership);
    if (replyToMessageId !== null) await this.history.require(place, replyToMessageId);
    if (threadRootId !== null) await this.requireThread(place, threadRootId);

    return repliedActivity && this.requireActivity(membership, repliedActivity);
  }

  private async requireThread(membership: Membership, rootId: string): Promise<void> {
    const root = await this.history.requireRoot(membership, rootId);
    if (root.deletedAt === null) return;
    const replies = await listReplies(membership.sql, rootId, undefined, 1);
    if (replies.length === 0) throw new AppError(errors.MESSAGE_DELETED);
  }

  /** The activity of a third user would be shown to a user who may not see it. */
  private async requireActivity(
    { userId, directKey }: Membership,
    { type, id }: Pick<RepliedActivity, 'type' | 'id'>,
  ): Promise<RepliedActivity> {
    const other = directKey === null ? undefined : otherUserIn(directKey, userId);
    if (other === undefined) throw new AppError(errors.ACTIVITY_NOT_FOUND);

    const { activity } = await this.rpc
      .client(ActivityService)
      .findActivity({ viewerId: userId, activityType: type, activityId: id }, { deadlineMs });

    if (!activity || ![userId, other].includes(activity.authorId))
      throw new AppError(errors.ACTIVITY_NOT_FOUND);

    return { type, id, author_id: activity.authorId, summary: activity.summary };
  }
}
