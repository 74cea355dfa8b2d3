import { Injectable } from '@nestjs/common';
import { VisibleCards } from '@tribe/projections';
import type { Caller } from '@tribe/service-kit';
import { ConversationAccess } from '../access/conversation-access';
import { MessageViews } from '../message/message-views';
import { listPinned } from '../message/message.queries';
import { pinView } from './pin.view';

/** Lists the pinned messages of a conversation. A participant sees those after their joining. */
@Injectable()
export class PinListService {
  constructor(
    private readonly access: ConversationAccess,
    private readonly views: MessageViews,
    private readonly cards: VisibleCards,
  ) {}

  async listPins({ userId }: Caller, conversationId: string) {
    const membership = await this.access.require(userId, 'see', conversationId);
    const pinned = await listPinned(membership.sql, conversationId, membership.joinedSeq);

    const [messages, cards] = await Promise.all([
      this.views.of(membership, pinned),
      this.cards.get(
        userId,
        pinned.flatMap(({ pinnedBy }) => pinnedBy ?? []),
      ),
    ]);

    return { pins: messages.map((message, index) => pinView(message, pinned[index], cards)) };
  }
}
