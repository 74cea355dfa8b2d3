import { Injectable } from '@nestjs/common';
import { ActiveFriends, ModerationMutes } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Database,
  found,
  InjectConfig,
  settle,
  Transactions,
} from '@tribe/service-kit';
import { findMembership } from '../access/conversation.queries';
import type { MessagingConfig } from '../config';
import { errors } from '../errors';
import { findGoalConversationId } from '../goal/goal-conversation.queries';
import { GoalRights } from '../goal/goal-rights';
import type { Tx } from '../prisma.service';
import { ConversationCreation } from './conversation-creation';
import { ConversationViews } from './conversation-views';
import type { CreateConversationBody } from './conversation.dto';
import { decideEvent } from './planned-event.rules';

@Injectable()
export class ConversationService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly creation: ConversationCreation,
    private readonly mutes: ModerationMutes,
    private readonly goals: GoalRights,
    private readonly friends: ActiveFriends,
    private readonly views: ConversationViews,
    @InjectConfig() private readonly config: MessagingConfig,
  ) {}

  getConversation({ userId }: Caller, conversationId: string) {
    return this.views.ofId(userId, conversationId);
  }

  /** Creates a group, or the conversation of an event. Returns the conversation of the goal if there is one. */
  async createGroup({ userId }: Caller, body: CreateConversationBody) {
    const goalId = body.goal_id ?? null;
    const event = body.event ? settle(decideEvent(undefined, body.event)) : undefined;

    if (goalId !== null) {
      await this.goals.requireManager(userId, goalId);
      const existing = await this.findOfGoal(userId, goalId);
      if (existing) return found(existing);
    }

    await this.mutes.requireUnmuted(userId);

    const group = {
      kind: event ? ('event' as const) : ('group' as const),
      event,
      name: body.name ?? null,
      imageUrl: body.image_url ?? null,
      directKey: null,
      goalId,
      participants: await this.groupParticipants(userId, body.participant_ids),
    };

    const id = await this.transactions.run((tx) => this.creation.create(tx, userId, group));
    if (id !== undefined) return this.views.ofId(userId, id);

    // Another request has created it in between.
    const created = goalId === null ? undefined : await this.findOfGoal(userId, goalId);
    if (!created) throw new AppError(errors.CONFLICT);

    return found(created);
  }

  /** @throws AppError GOAL_CONVERSATION_EXISTS when the user is not a participant of it */
  private async findOfGoal(userId: string, goalId: string) {
    const id = await findGoalConversationId(this.database, goalId);
    if (id === undefined) return undefined;

    const membership = await findMembership(this.database, id, userId);
    if (!membership) throw new AppError(errors.GOAL_CONVERSATION_EXISTS);

    return this.views.ofId(userId, id);
  }

  private async groupParticipants(userId: string, participantIds: readonly string[]) {
    const others = [...new Set(participantIds)].filter((id) => id !== userId);
    if (others.length + 1 > this.config.GROUP_MAX_PARTICIPANTS)
      throw new AppError(errors.CONVERSATION_FULL);

    const friends = await this.friends.filter(userId, others);
    if (friends.size < others.length) throw new AppError(errors.PARTICIPANT_NOT_A_FRIEND);

    return [
      { userId, role: 'owner' as const },
      ...others.map((each) => ({ userId: each, role: 'member' as const })),
    ];
  }
}
