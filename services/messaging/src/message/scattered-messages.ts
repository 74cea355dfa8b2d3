import { Injectable } from '@nestjs/common';
import { Memberships } from '../access/memberships';
import { MessageViews } from './message-views';
import { findMessage } from './message.queries';

interface Place {
  readonly id: string;
  readonly conversation_id: string;
}

/** Shows messages of several conversations, also archived ones, each as in its conversation. */
@Injectable()
export class ScatteredMessages {
  constructor(
    private readonly memberships: Memberships,
    private readonly views: MessageViews,
  ) {}

  /** Omits the messages of conversations that the viewer has left. */
  async of(viewerId: string, places: readonly Place[]) {
    const byConversation = Map.groupBy(places, (place) => place.conversation_id);

    const groups = await Promise.all(
      [...byConversation].map(([id, group]) => this.inConversation(viewerId, id, group)),
    );

    return new Map(groups.flat().map((message) => [message.id, message]));
  }

  private async inConversation(viewerId: string, conversationId: string, places: readonly Place[]) {
    const membership = await this.memberships.find(conversationId, viewerId);
    if (!membership) return [];
    const messages = await Promise.all(places.map(({ id }) => findMessage(membership.sql, id)));

    return this.views.of(
      { ...membership, joinedSeq: membership.joinedSeq - membership.archivedSeq },
      messages.filter((message) => message !== undefined),
    );
  }
}
