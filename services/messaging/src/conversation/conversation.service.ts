import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { ActiveFriends } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Clock,
  Database,
  found,
  InjectConfig,
  newId,
  Transactions,
} from '@tribe/service-kit';
import { findDirectId } from '../access/conversation.queries';
import { directKeyOf } from '../access/direct-key.rules';
import { MessagePermissions } from '../access/message-permissions';
import type { MessagingConfig } from '../config';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import { ConversationViews } from './conversation-views';
import type { CreateConversationBody } from './conversation.dto';
import { conversationCreated } from './conversation.events';
import { insertConversation, type NewConversation } from './conversation.writes';

@Injectable()
export class ConversationService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly permissions: MessagePermissions,
    private readonly friends: ActiveFriends,
    private readonly views: ConversationViews,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: MessagingConfig,
  ) {}

  createConversation(caller: Caller, body: CreateConversationBody) {
    return body.conversation_type === 'direct'
      ? this.createDirect(caller, body)
      : this.createGroup(caller, body);
  }

  getConversation({ userId }: Caller, conversationId: string) {
    return this.views.ofId(userId, conversationId);
  }

  /** Returns the conversation of the two users if there is one. */
  private async createDirect({ userId }: Caller, body: CreateConversationBody) {
    const [otherId = ''] = body.participant_ids;
    await this.permissions.require(userId, otherId);
    const directKey = directKeyOf(userId, otherId);
    const existing = await findDirectId(this.database, directKey);
    if (existing !== undefined) return found(await this.views.ofId(userId, existing));

    const id = await this.insert(userId, {
      kind: 'direct',
      name: null,
      imageUrl: null,
      directKey,
      participants: [userId, otherId].map((each) => ({ userId: each, role: 'member' as const })),
    });

    if (id !== undefined) return this.views.ofId(userId, id);

    // Another request has created it in between.
    const created = (await findDirectId(this.database, directKey)) ?? '';

    return found(await this.views.ofId(userId, created));
  }

  private async createGroup({ userId }: Caller, body: CreateConversationBody) {
    const others = [...new Set(body.participant_ids)].filter((id) => id !== userId);
    if (others.length + 1 > this.config.GROUP_MAX_PARTICIPANTS)
      throw new AppError(errors.CONVERSATION_FULL);

    const friends = await this.friends.filter(userId, others);
    if (friends.size < others.length) throw new AppError(errors.PARTICIPANT_NOT_A_FRIEND);

    const id = await this.insert(userId, {
      kind: 'group',
      name: body.name ?? null,
      imageUrl: body.image_url ?? null,
      directKey: null,
      participants: [
        { userId, role: 'owner' },
        ...others.map((each) => ({ userId: each, role: 'member' as const })),
      ],
    });

    return this.views.ofId(userId, id ?? '');
  }

  private async insert(
    createdBy: string,
    fields: Omit<NewConversation, 'id' | 'createdBy' | 'createdAt'>,
  ): Promise<string | undefined> {
    const id = newId();
    const conversation = { id, createdBy, createdAt: this.clock.now(), ...fields };
    const event = this.events.prepare(conversationCreated(conversation));

    const isInserted = await this.transactions.run((tx) =>
      insertConversation(tx.sql, this.events, conversation, event),
    );

    return isInserted ? id : undefined;
  }
}
