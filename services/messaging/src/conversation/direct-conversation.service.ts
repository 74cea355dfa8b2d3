import { Injectable } from '@nestjs/common';
import {
  AppError,
  type Caller,
  commonErrors,
  Database,
  found,
  Transactions,
} from '@tribe/service-kit';
import { findDirectId } from '../access/conversation.queries';
import { directKeyOf } from '../access/direct-key.rules';
import { MessagePermissions, type SenderRight } from '../access/message-permissions';
import { NewRequests } from '../participant/new-requests';
import { RequestAcceptance } from '../participant/request-acceptance';
import type { Tx } from '../prisma.service';
import { ConversationCreation } from './conversation-creation';
import { ConversationViews } from './conversation-views';
import type { CreateConversationBody } from './conversation.dto';

/** Opens direct conversations. Between users who are no friends, it begins as a request. */
@Injectable()
export class DirectConversationService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly creation: ConversationCreation,
    private readonly permissions: MessagePermissions,
    private readonly requests: NewRequests,
    private readonly acceptance: RequestAcceptance,
    private readonly views: ConversationViews,
  ) {}

  /** Returns the conversation of the two users if there is one. */
  async createDirect({ userId }: Caller, body: CreateConversationBody) {
    const [otherId = ''] = body.participant_ids;
    const { relation } = await this.require(userId, otherId);
    const isFriend = relation === 'friend';
    const directKey = directKeyOf(userId, otherId);

    const existing = await findDirectId(this.database, directKey);
    if (existing !== undefined) return found(await this.open(userId, existing, isFriend));

    const id = await this.create(userId, { directKey, otherId, isFriend });
    if (id !== undefined) return this.views.ofId(userId, id);

    // Another request has created it in between.
    const created = (await findDirectId(this.database, directKey)) ?? '';

    return found(await this.open(userId, created, isFriend));
  }

  /** A friendship that has just begun is asked for, because without it the conversation would be a request. */
  private async require(userId: string, otherId: string): Promise<SenderRight> {
    const known = await this.permissions.of(userId, otherId);

    const right =
      known.permission === 'allowed' && known.relation !== 'friend'
        ? await this.permissions.confirm(userId, otherId)
        : known;

    if (right.permission === 'unknown') throw new AppError(commonErrors.USER_NOT_FOUND);
    if (right.permission === 'refused') throw new AppError(commonErrors.PERMISSION_DENIED);

    return right;
  }

  private create(
    userId: string,
    { directKey, otherId, isFriend }: { directKey: string; otherId: string; isFriend: boolean },
  ): Promise<string | undefined> {
    const present = isFriend ? [userId, otherId] : [userId];
    const participants = present.map((each) => ({ userId: each, role: 'member' as const }));

    const direct = {
      kind: 'direct' as const,
      name: null,
      imageUrl: null,
      directKey,
      goalId: null,
      participants,
    };

    return this.transactions.run(async (tx) => {
      if (!isFriend) await this.requests.requireRoom(tx, userId);
      const id = await this.creation.create(tx, userId, direct);
      if (id !== undefined && !isFriend) await this.requests.add(tx, id, userId, otherId);

      return id;
    });
  }

  /** A recipient who opens the conversation accepts the request; between friends it is accepted. */
  private async open(userId: string, conversationId: string, isFriend: boolean) {
    await this.acceptance.open(conversationId, userId, isFriend);
    return this.views.ofId(userId, conversationId);
  }
}
