import { Injectable } from '@nestjs/common';
import { messagePermission, Relationships, UserCards } from '@tribe/projections';
import { AppError, commonErrors } from '@tribe/service-kit';

/** Whether users may write to each other. */
@Injectable()
export class MessagePermissions {
  constructor(
    private readonly relationships: Relationships,
    private readonly cards: UserCards,
  ) {}

  /**
   * Confirms a refusal with the owners (ADR 0014). Must not be called inside a transaction.
   *
   * @throws AppError USER_NOT_FOUND for a recipient who does not exist for the sender: unknown, closed, private, or
   * hidden by a block; PERMISSION_DENIED for a recipient who does not accept messages of the sender
   */
  async require(senderId: string, recipientId: string): Promise<void> {
    const [relation, cards] = await Promise.all([
      this.relationships.relationOf(senderId, recipientId),
      this.cards.get([recipientId]),
    ]);

    const known = cards.get(recipientId);
    if (known && messagePermission({ relation, isActive: true, ...known }) === 'allowed') return;

    const [confirmed, card] = await Promise.all([
      this.relationships.confirmRelation(senderId, recipientId),
      this.cards.require(recipientId),
    ]);

    const permission = messagePermission({ relation: confirmed, isActive: true, ...card });
    if (permission === 'unknown') throw new AppError(commonErrors.USER_NOT_FOUND);
    if (permission === 'refused') throw new AppError(commonErrors.PERMISSION_DENIED);
  }
}
