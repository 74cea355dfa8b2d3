import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import {
  Clock,
  Database,
  GroupCommit,
  keyRowFor,
  settle,
  type Sql,
  Transactions,
} from '@tribe/service-kit';
import { GoalAccess } from '../goal/goal-access';
import { goalContributionAdded } from '../goal/goal.events';
import { findGoal, type Goal, lockGoal } from '../goal/goal.queries';
import { GoalOutcomes } from '../milestone/goal-outcomes';
import { hasEffect } from '../milestone/outcome.rules';
import type { Tx } from '../prisma.service';
import {
  type ContributionRequest,
  type ContributionStep,
  contributionSteps,
  decideContributionStep,
} from './contribution-steps';
import { addedContributionView } from './contribution.view';
import { insertContributions, type NewContribution } from './contribution.writes';

/** Each try costs a statement that changes nothing, and a read. */
const triesWithoutLock = 2;

type View = ReturnType<typeof addedContributionView>;

interface Prepared {
  readonly row: NewContribution;
  readonly view: View;
}

interface Waiting extends ContributionRequest {
  /** Runs in the context of the request, which has the trace and the Idempotency-Key. */
  readonly prepare: (step: ContributionStep) => Prepared;
}

interface WrittenGroup {
  /** The goal after the statement, once it is committed. */
  readonly goal: Goal | undefined;
  readonly views: readonly (View | undefined)[];
}

/** The contributions to a goal that are under way. */
interface Lane {
  readonly commits: GroupCommit<Waiting, View | undefined>;
  requests: number;
  /** The goal after the last statement. */
  goal: Goal | undefined;
}

/** Writes contributions, so that a goal with many at once serves each of them. */
@Injectable()
export class ContributionRecorder {
  private readonly lanes = new Map<string, Lane>();

  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly access: GoalAccess,
    private readonly outcomes: GoalOutcomes,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes a contribution without a lock, together with others to the same goal that arrive while a statement is under way.
   * If a milestone or the completion of the goal follows from it, takes the lock of the goal.
   */
  async record(request: ContributionRequest): Promise<View> {
    const { outcome } = settle(decideContributionStep(request.goal, request, this.clock.now()));
    const written = hasEffect(outcome) ? undefined : await this.writeInGroup(request);

    return written ?? this.writeLocked(request);
  }

  /** Returns undefined for a contribution that is refused now, or from which more follows. */
  private async writeInGroup(request: ContributionRequest): Promise<View | undefined> {
    const { id } = request.goal;
    const lane = this.lanes.get(id) ?? this.newLane();
    this.lanes.set(id, lane);
    lane.requests += 1;

    try {
      const prepare = AsyncLocalStorage.bind((step: ContributionStep) =>
        this.prepare(request, step),
      );
      return await lane.commits.add({ ...request, prepare });
    } finally {
      lane.requests -= 1;
      if (lane.requests === 0) this.lanes.delete(id);
    }
  }

  private newLane(): Lane {
    const lane: Lane = {
      commits: new GroupCommit((waiting) => this.writeGroup(lane, waiting)),
      requests: 0,
      goal: undefined,
    };

    return lane;
  }

  private async writeGroup(
    lane: Lane,
    waiting: readonly Waiting[],
  ): Promise<readonly (View | undefined)[]> {
    const known = newest(lane.goal, waiting);
    lane.goal = undefined;
    const { goal, views } = await this.writeFrom(known, waiting);
    lane.goal = goal;

    return views;
  }

  /** Takes the lock of the goal when other writes come in between again and again, as those of another replica do. */
  private async writeFrom(known: Goal, waiting: readonly Waiting[]): Promise<WrittenGroup> {
    let goal: Goal | undefined = known;

    for (let tried = 0; goal && tried < triesWithoutLock; tried++) {
      const written = await this.write(this.database, goal, waiting);
      if (written) return written;
      goal = await findGoal(this.database, known.id);
    }

    return this.transactions.run(async (tx) => {
      const locked = await lockGoal(tx, known.id);
      if (!locked) return { goal: undefined, views: waiting.map(() => undefined) };

      return this.requireWritten(await this.write(tx.sql, locked, waiting));
    });
  }

  /** Returns undefined when the goal has changed since it was read. */
  private async write(
    sql: Sql,
    goal: Goal,
    waiting: readonly Waiting[],
  ): Promise<WrittenGroup | undefined> {
    const steps = contributionSteps(goal, waiting, this.clock.now());
    const last = steps.findLast((step) => step !== undefined);
    if (!last) return { goal: undefined, views: waiting.map(() => undefined) };

    const prepared = steps.map((step, index) => step && waiting[index]?.prepare(step));
    const added = prepared.flatMap((each) => each?.row ?? []);
    const isWritten = await insertContributions(sql, this.events, { goal: last.goal, added });

    return isWritten ? { goal: last.goal, views: prepared.map((each) => each?.view) } : undefined;
  }

  private writeLocked(request: ContributionRequest): Promise<View> {
    const { goal: known, contributor } = request;

    return this.transactions.run(async (tx) => {
      const goal = await this.access.requireLocked(tx, contributor.id, 'contribute', known.id);
      const now = this.clock.now();
      const step = settle(decideContributionStep(goal, request, now));
      const { row, view } = this.prepare(request, step);
      const added = { goal: step.goal, added: [row] };
      this.requireWritten(await insertContributions(tx.sql, this.events, added));
      await this.outcomes.apply(tx, step.goal, step.outcome, { actor: contributor, now });

      return view;
    });
  }

  private requireWritten<Result>(result: Result | false | undefined): Result {
    if (!result) throw new Error('A locked goal was changed');

    return result;
  }

  private prepare(
    { contributor }: ContributionRequest,
    { goal, contribution }: ContributionStep,
  ): Prepared {
    const added = this.events.prepare(goalContributionAdded(goal, contribution, contributor));
    const view = addedContributionView(contribution, goal);

    return { row: { contribution, added, key: keyRowFor(contribution.id, view) }, view };
  }
}

function newest(known: Goal | undefined, waiting: readonly Waiting[]): Goal {
  const goals = [...(known ? [known] : []), ...waiting.map(({ goal }) => goal)];
  const [first, ...others] = goals;
  if (!first) throw new Error('a group is empty');

  return others.reduce((last, goal) => (goal.version > last.version ? goal : last), first);
}
