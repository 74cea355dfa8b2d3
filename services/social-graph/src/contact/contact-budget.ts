import { Injectable } from '@nestjs/common';
import { Clock, Database, dayMs, InjectConfig, newId, settle, type Sql } from '@tribe/service-kit';
import type { SocialGraphConfig } from '../config';
import { lockUsers } from '../people/locks';
import type { Tx } from '../prisma.service';
import { windowStart } from '../sliding-limit.rules';
import { type ContactLimits, decideLookup } from './contact-limits.rules';
import { listLookups } from './contact.queries';

/** How many numbers a user may look up: users cannot be found by trying all numbers. */
@Injectable()
export class ContactBudget {
  private readonly limits: ContactLimits;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @InjectConfig() config: SocialGraphConfig,
  ) {
    this.limits = {
      lookupsPerHour: config.CONTACT_LOOKUPS_PER_HOUR,
      numbersPerDay: config.CONTACT_NUMBERS_PER_DAY,
    };
  }

  /**
   * Refuses early. Other lookups of the user may run at the same time, so only {@link spend} is certain.
   *
   * @throws AppError CONTACT_LIMIT_REACHED
   */
  async check(userId: string, numberCount: number): Promise<void> {
    await this.require(this.database, userId, numberCount);
  }

  /**
   * Counts a lookup.
   *
   * @throws AppError CONTACT_LIMIT_REACHED
   */
  async spend(tx: Tx, userId: string, numberCount: number): Promise<void> {
    await lockUsers(tx, 'contacts', [userId]);
    await this.require(tx.sql, userId, numberCount);
    const lookedUpAt = this.clock.now();
    const expired = { lte: this.dayStart() };
    await tx.contactLookup.deleteMany({ where: { userId, lookedUpAt: expired } });
    await tx.contactLookup.create({ data: { id: newId(), userId, numberCount, lookedUpAt } });
  }

  private async require(sql: Sql, userId: string, numberCount: number): Promise<void> {
    const lookups = await listLookups(sql, userId, this.dayStart());
    settle(decideLookup(lookups, numberCount, this.limits, this.clock.now()));
  }

  private dayStart(): Date {
    return windowStart({ windowMs: dayMs }, this.clock.now());
  }
}
