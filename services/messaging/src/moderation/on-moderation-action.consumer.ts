import { ModerationActionKind, ModerationActionTakenSchema } from '@tribe/contracts';
import {
  Consumer,
  type ConsumerContext,
  EventPublisher,
  OnEvent,
  type ReceivedEvent,
} from '@tribe/events';
import { Clock } from '@tribe/service-kit';
import { isGroup } from '../access/conversation-access.rules';
import { lockConversation } from '../access/conversation.queries';
import { Memberships } from '../access/memberships';
import { withTeamService } from '../access/team-scope';
import { appendDeletion } from '../message/message-changes.writes';
import { messageDeleted } from '../message/message.events';
import { findMessage } from '../message/message.queries';
import { GroupLeaving } from '../participant/group-leaving';
import type { Tx } from '../prisma.service';

/**
 * Carries out the decisions of moderators of the platform about messages and participants of groups. Deletions and removals
 * stay after an appeal.
 */
@Consumer()
export class OnModerationActionConsumer {
  constructor(
    private readonly events: EventPublisher,
    private readonly memberships: Memberships,
    private readonly leaving: GroupLeaving,
    private readonly clock: Clock,
  ) {}

  @OnEvent(ModerationActionTakenSchema, { durable: 'messaging-moderation-v1' })
  async handle(
    event: ReceivedEvent<typeof ModerationActionTakenSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const { action } = event.data;
    if (!action) return;

    if (action.kind === ModerationActionKind.DELETE_CONTENT && action.targetType === 'message')
      await withTeamService(tx.sql, () => this.deleteMessage(tx, action.targetId));
    if (action.place?.type === 'conversation')
      await this.removeParticipant(tx, action.place.id, action.subjectId);
  }

  /** The moderator is not named. Has no effect on a message that was deleted before. */
  private async deleteMessage(tx: Tx, messageId: string): Promise<void> {
    const found = await findMessage(tx.sql, messageId);
    if (!found) return;
    const { conversationId } = found;
    const version = await lockConversation(tx, conversationId);
    const message = await findMessage(tx.sql, messageId);
    if (version === undefined || !message || message.deletedAt) return;

    const createdAt = this.clock.now();
    const deletion = { conversationId, messageId, deletedBy: null, deletedAs: 'moderation' };
    const entry = { ...deletion, createdAt };
    await appendDeletion(tx, this.events, { entry, version, event: messageDeleted(entry) });
  }

  /** For the others, the participant has left. */
  private async removeParticipant(tx: Tx, conversationId: string, userId: string): Promise<void> {
    const membership = await this.memberships.lock(tx, conversationId, userId);
    if (membership && isGroup(membership.kind)) await this.leaving.leave(tx, membership);
  }
}
