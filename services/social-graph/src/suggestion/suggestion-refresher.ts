import { Injectable } from '@nestjs/common';
import { Clock, Transactions } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { claimUsers, saveSuggestions, selectCandidates } from './suggestion.queries';
import { reasonOf, scoreOf } from './suggestion.rules';

/** Computes whom people may know. */
@Injectable()
export class SuggestionRefresher {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly clock: Clock,
  ) {}

  /** People whose suggestions are being computed elsewhere are left to that. */
  async refresh(userIds: readonly string[]): Promise<void> {
    await this.transactions.run(async (tx) => {
      const claimed = await claimUsers(tx, userIds);
      if (claimed.length === 0) return;
      const candidates = await selectCandidates(tx.sql, claimed);
      const suggestions = candidates.map((common) => ({
        ...common,
        score: scoreOf(common),
        reason: reasonOf(common),
      }));
      await saveSuggestions(tx, claimed, suggestions, this.clock.now());
    });
  }
}
