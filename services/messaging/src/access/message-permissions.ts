import { Injectable } from '@nestjs/common';
import {
  messagePermission,
  type MessagePermission,
  type Relation,
  Relationships,
  UserCards,
} from '@tribe/projections';

/** Whether a user may write to another, and what the other is to the user. */
export interface SenderRight {
  readonly permission: MessagePermission;
  readonly relation: Relation;
}

/** Whether users may write to each other. */
@Injectable()
export class MessagePermissions {
  constructor(
    private readonly relationships: Relationships,
    private readonly cards: UserCards,
  ) {}

  /** Confirms a refusal with the owners (ADR 0014). Must not be called inside a transaction. */
  async of(senderId: string, recipientId: string): Promise<SenderRight> {
    const [relation, cards] = await Promise.all([
      this.relationships.relationOf(senderId, recipientId),
      this.cards.get([recipientId]),
    ]);

    const known = cards.get(recipientId);
    if (known && messagePermission({ relation, isActive: true, ...known }) === 'allowed')
      return { permission: 'allowed', relation };

    return this.confirm(senderId, recipientId);
  }

  /**
   * Like {@link of}, asked from the owners.
   *
   * @throws AppError USER_NOT_FOUND for an unknown or closed recipient
   */
  async confirm(senderId: string, recipientId: string): Promise<SenderRight> {
    const [relation, card] = await Promise.all([
      this.relationships.confirmRelation(senderId, recipientId),
      this.cards.require(recipientId),
    ]);

    return { permission: messagePermission({ relation, isActive: true, ...card }), relation };
  }
}
