import { Injectable } from '@nestjs/common';
import { Partnerships, UserCards } from '@tribe/projections';
import { partnershipKeyOf } from '../access/direct-key.rules';
import { ConversationCreation } from '../conversation/conversation-creation';
import type { Tx } from '../prisma.service';
import { listMissingKeys } from './partnership-conversation.queries';

/** The conversations of partners: one for two users, also when they become partners again. */
@Injectable()
export class PartnershipConversations {
  constructor(
    private readonly creation: ConversationCreation,
    private readonly partnerships: Partnerships,
    private readonly cards: UserCards,
  ) {}

  /**
   * Creates the conversation of two partners, unless it exists. Not with a closed account: an event that is handled again
   * must not bring back the conversation of a user who was erased since.
   */
  async create(tx: Tx, partners: readonly [string, string]): Promise<void> {
    if ((await this.cards.filterClosed(partners, tx.sql)).size > 0) return;

    await this.insert(tx, partners);
  }

  /** Creates the conversations that a user lacks because the account was closed when the partnership began. */
  async createMissing(tx: Tx, userId: string): Promise<void> {
    const partners = await this.partnerships.partnersOf(userId, tx.sql);
    const ids = partners.map(({ partnerId }) => partnerId);
    const keys = ids.map((partnerId) => partnershipKeyOf(userId, partnerId));
    const missing = new Set(await listMissingKeys(tx.sql, keys));
    const lacking = ids.filter((partnerId) => missing.has(partnershipKeyOf(userId, partnerId)));
    const closed = await this.cards.filterClosed(lacking, tx.sql);

    for (const partnerId of lacking)
      if (!closed.has(partnerId)) await this.insert(tx, [userId, partnerId]);
  }

  private async insert(tx: Tx, [userId, otherId]: readonly [string, string]): Promise<void> {
    await this.creation.create(tx, userId, {
      kind: 'partnership',
      name: null,
      imageUrl: null,
      directKey: partnershipKeyOf(userId, otherId),
      goalId: null,
      participants: [userId, otherId].map((id) => ({ userId: id, role: 'member' as const })),
    });
  }
}
