import { Injectable } from '@nestjs/common';
import { Clock, Transactions } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { findCandidates, saveSuggestions, tryLockUsers } from './suggestion.queries';
import { reasonOf, scoreOf } from './suggestion.rules';

/** Computes suggestions. */
@Injectable()
export class SuggestionRefresher {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly clock: Clock,
  ) {}

  /** Users whose suggestions are being computed elsewhere are left out. */
  async refresh(userIds: readonly string[]): Promise<void> {
    await this.transactions.run(async (tx) => {
      const lockedIds = await tryLockUsers(tx, userIds);
      if (lockedIds.length === 0) return;
      const candidates = await findCandidates(tx.sql, lockedIds);

      const suggestions = candidates.map((candidate) => ({
        ...candidate,
        score: scoreOf(candidate),
        reason: reasonOf(candidate),
      }));

      await saveSuggestions(tx.sql, lockedIds, suggestions, this.clock.now());
    });
  }
}
