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
   * in their quiet hours. The coach is hidden from nobody.
   *
   * @param senderId empty for the coach
   */
  async of(
    senderId: string,
    userIds: readonly string[],
  ): Promise<{ sender: UserCard | undefined; recipients: string[] }> {
    const senders = senderId ? [senderId] : [];
    const nobody: ReadonlySet<string> = new Set();

    const [cards, hidden, muters, quiet] = await Promise.all([
      this.cards.get(senders),
      senderId ? this.relationships.filterHidden(senderId, userIds) : nobody,
      senderId ? this.mutes.filterMuters(senderId, userIds) : nobody,
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
