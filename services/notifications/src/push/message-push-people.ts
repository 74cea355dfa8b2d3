import { Injectable } from '@nestjs/common';
import { Mutes, Relationships, type UserCard, UserCards } from '@tribe/projections';

/** The users around a message that is announced. */
@Injectable()
export class MessagePushPeople {
  constructor(
    private readonly cards: UserCards,
    private readonly relationships: Relationships,
    private readonly mutes: Mutes,
  ) {}

  /** Returns the sender, and the users without those from whom the sender is hidden and those who muted the sender. */
  async of(
    senderId: string,
    userIds: readonly string[],
  ): Promise<{ sender: UserCard | undefined; recipients: string[] }> {
    const [cards, hidden, muters] = await Promise.all([
      this.cards.get([senderId]),
      this.relationships.filterHidden(senderId, userIds),
      this.mutes.filterMuters(senderId, userIds),
    ]);

    const recipients = userIds.filter((userId) => !hidden.has(userId) && !muters.has(userId));

    return { sender: cards.get(senderId), recipients };
  }
}
