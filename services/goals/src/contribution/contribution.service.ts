import { Injectable } from '@nestjs/common';
import { VisibleCards } from '@tribe/projections';
import { type Caller, Database, Pages, positionAt } from '@tribe/service-kit';
import { GoalAccess } from '../goal/goal-access';
import { roleOf } from '../goal/goal-access.rules';
import { ContributionRecorder } from './contribution-recorder';
import type { AddContributionBody, ListContributionsQuery } from './contribution.dto';
import { countContributions, listContributions } from './contribution.queries';
import { contributionView } from './contribution.view';

@Injectable()
export class ContributionService {
  constructor(
    private readonly database: Database,
    private readonly recorder: ContributionRecorder,
    private readonly access: GoalAccess,
    private readonly cards: VisibleCards,
    private readonly pages: Pages,
  ) {}

  async addContribution(caller: Caller, goalId: string, body: AddContributionBody) {
    const [contributor, goal] = await Promise.all([
      this.cards.ofCaller(caller),
      this.access.require(caller.userId, 'contribute', goalId),
    ]);

    return this.recorder.record({ goal, contributor, body });
  }

  async listContributions(caller: Caller, goalId: string, query: ListContributionsQuery) {
    const goal = await this.access.require(caller.userId, 'see-contributions', goalId);

    const { rows, pagination } = await this.pages.read('contributions', query, {
      rows: (window) => listContributions(this.database, goalId, window),
      total: () => countContributions(this.database, goalId),
      position: ({ created_at, id }) => positionAt(created_at, id),
    });

    const cards = await this.cards.get(
      caller.userId,
      rows.flatMap((row) => [row.user_id, row.corrected_by ?? row.user_id]),
    );

    // Leaving hides the name and the notes of a user.
    for (const id of cards.keys()) if (roleOf(goal, id) === 'stranger') cards.delete(id);

    return { contributions: rows.map((row) => contributionView(row, cards)), pagination };
  }
}
