import { Injectable } from '@nestjs/common';
import { Mutes, Relationships, type UserCard, UserCards } from '@tribe/projections';
import { Clock } from '@tribe/service-kit';
import { PrismaService } from '../prisma.service';
import { isQuiet } from './quiet-hours.rules';

/** The users around a message that is announced. */
@Injectable()
export class MessagePushPeople {
  constructor(
    private readonly cards: UserCards,
    private readonly relationships: Relationships,
    private readonly mutes: Mutes,
    private readonly prisma: PrismaService,
    private readonly clock: Clock,
  ) {}

  /**
   * Returns the sender, and the users without those from whom the sender is hidden, those who muted the sender and those
   * in their quiet hours.
   */
  async of(
    senderId: string,
    userIds: readonly string[],
  ): Promise<{ sender: UserCard | undefined; recipients: string[] }> {
    const [cards, hidden, muters, quiet] = await Promise.all([
      this.cards.get([senderId]),
      this.relationships.filterHidden(senderId, userIds),
      this.mutes.filterMuters(senderId, userIds),
      this.filterQuiet(userIds),
    ]);

    const recipients = userIds.filter(
      (userId) => !hidden.has(userId) && !muters.has(userId) && !quiet.has(userId),
    );

    return { sender: cards.get(senderId), recipients };
  }

  private async filterQuiet(userIds: readonly string[]): Promise<Set<string>> {
    const where = { userId: { in: [...userIds] }, isEnabled: true };
    const hours = await this.prisma.quietHours.findMany({ where });
    const now = this.clock.now();

    return new Set(hours.filter((each) => isQuiet(each, now)).map(({ userId }) => userId));
  }
}
