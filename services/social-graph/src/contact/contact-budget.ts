import { Injectable } from '@nestjs/common';
import { AppError, Clock, InjectConfig, newId } from '@tribe/service-kit';
import type { SocialGraphConfig } from '../config';
import { errors } from '../errors';
import { PrismaService, type Tx } from '../prisma.service';
import { dayMs, secondsUntilLookup } from './contact-limits.rules';
import { lockContactsOf } from './contact.queries';

/** How many numbers a person may look for, so that nobody finds everybody by trying. */
@Injectable()
export class ContactBudget {
  constructor(
    private readonly prisma: PrismaService,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: SocialGraphConfig,
  ) {}

  /** Before anybody is asked. Others may look at the same moment, so only {@link spend} is certain. */
  async check(userId: string, numberCount: number): Promise<void> {
    await this.require(this.prisma, userId, numberCount);
  }

  /** @throws AppError CONTACT_LIMIT_REACHED */
  async spend(tx: Tx, userId: string, numberCount: number): Promise<void> {
    await lockContactsOf(tx, userId);
    await this.require(tx, userId, numberCount);
    const lookedUpAt = this.clock.now();
    await tx.contactLookup.deleteMany({ where: { userId, lookedUpAt: { lte: this.dayStart() } } });
    await tx.contactLookup.create({ data: { id: newId(), userId, numberCount, lookedUpAt } });
  }

  private async require(
    client: PrismaService | Tx,
    userId: string,
    numberCount: number,
  ): Promise<void> {
    const lookups = await client.contactLookup.findMany({
      where: { userId, lookedUpAt: { gt: this.dayStart() } },
      orderBy: { lookedUpAt: 'asc' },
    });
    const limits = {
      lookupsPerHour: this.config.CONTACT_LOOKUPS_PER_HOUR,
      numbersPerDay: this.config.CONTACT_NUMBERS_PER_DAY,
    };
    const wait = secondsUntilLookup(lookups, numberCount, limits, this.clock.now());
    if (wait !== undefined)
      throw new AppError(errors.CONTACT_LIMIT_REACHED, { retryAfterSeconds: wait });
  }

  private dayStart(): Date {
    return new Date(this.clock.now().getTime() - dayMs);
  }
}
