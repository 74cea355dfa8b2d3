import { Injectable } from '@nestjs/common';
import { ActiveFriends } from '@tribe/projections';
import { AppError, type Caller, InjectConfig, Transactions } from '@tribe/service-kit';
import type { MessagingConfig } from '../config';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import { ConversationCreation } from './conversation-creation';
import { ConversationViews } from './conversation-views';
import type { CreateConversationBody } from './conversation.dto';

@Injectable()
export class ConversationService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly creation: ConversationCreation,
    private readonly friends: ActiveFriends,
    private readonly views: ConversationViews,
    @InjectConfig() private readonly config: MessagingConfig,
  ) {}

  getConversation({ userId }: Caller, conversationId: string) {
    return this.views.ofId(userId, conversationId);
  }

  async createGroup({ userId }: Caller, body: CreateConversationBody) {
    const others = [...new Set(body.participant_ids)].filter((id) => id !== userId);
    if (others.length + 1 > this.config.GROUP_MAX_PARTICIPANTS)
      throw new AppError(errors.CONVERSATION_FULL);

    const friends = await this.friends.filter(userId, others);
    if (friends.size < others.length) throw new AppError(errors.PARTICIPANT_NOT_A_FRIEND);

    const group = {
      kind: 'group' as const,
      name: body.name ?? null,
      imageUrl: body.image_url ?? null,
      directKey: null,
      participants: [
        { userId, role: 'owner' as const },
        ...others.map((each) => ({ userId: each, role: 'member' as const })),
      ],
    };

    const id = await this.transactions.run((tx) => this.creation.create(tx, userId, group));

    return this.views.ofId(userId, id ?? '');
  }
}
