import { takesContributions } from '../../contribution/contribution.rules';
import type { Prisma } from '../../generated/prisma/client';
import type { Goal } from '../../goal/goal.queries';
import { decimalErrors, maxAmount } from '../../goal/goal.rules';
import type { Problem } from '../history/problem';
import type { ExportedContribution } from './tribe-goal-rows';

/** A contribution of an export, and its position there. */
export interface ContributionLine {
  readonly line: number;
  readonly contribution: ExportedContribution;
}

type Refusal = Pick<Problem, 'code' | 'message'>;

export interface RefusedLine extends Refusal {
  readonly line: number;
}

/** The goal that contributions are added to. */
export interface HistoryState {
  readonly goal: Pick<
    Goal,
    'status' | 'archivedAt' | 'currentAmount' | 'targetCurrency' | 'participants' | 'creatorId'
  >;
  /** Whether this import created the goal, so that its history is that of the export. */
  readonly isNew: boolean;
  /**
   * The contributions of the goal by their ids in the export, with what all stored corrections left of them. Null for a
   * correction, which nothing corrects.
   */
  readonly stored: ReadonlyMap<string, Prisma.Decimal | null>;
  /** The ids of contributions that this import has accepted before. */
  readonly accepted: ReadonlySet<string>;
}

/** The fate of contributions. */
export interface HistoryPlan {
  readonly fresh: readonly ContributionLine[];
  /** Contributions that an earlier import has added. */
  readonly known: readonly ContributionLine[];
  readonly refused: readonly RefusedLine[];
}

const refusals = {
  repeated: { code: 'LINE_REPEATED', message: 'is in an earlier line' },
  original: { code: 'CONTRIBUTION_NOT_FOUND', message: 'corrects a contribution that is missing' },
  correction: { code: 'CORRECTION_TOO_LARGE', message: 'exceeds what remains' },
  precise: { code: 'LINE_INVALID', message: 'has more decimals than the currency of the goal' },
  large: { code: 'CONTRIBUTION_TOO_LARGE', message: 'exceeds the maximum of a goal' },
  shared: { code: 'GOAL_SHARED', message: 'belongs to a goal that has other participants by now' },
  closed: { code: 'GOAL_NOT_ACTIVE', message: 'belongs to a goal that takes no contributions' },
} as const satisfies Record<string, Refusal>;

/** Returns contributions with the oldest first, each before its corrections. */
export function inOrder(lines: readonly ContributionLine[]): ContributionLine[] {
  const rank = ({ correctsId }: ExportedContribution) => (correctsId === null ? 0 : 1);

  return lines.toSorted(
    ({ contribution: first }, { contribution: second }) =>
      first.createdAt.getTime() - second.createdAt.getTime() || rank(first) - rank(second),
  );
}

/**
 * Plans which contributions a goal could have had: corrections never exceed what is left of their contribution, and no sum
 * exceeds the maximum. A goal of an earlier import takes them as it would take those of a request.
 *
 * @param lines in order
 */
export function planHistory(lines: readonly ContributionLine[], state: HistoryState): HistoryPlan {
  const { stored } = state;
  const growth = new HistoryGrowth(state);
  const seen = new Set(state.accepted);
  const [fresh, known]: [ContributionLine[], ContributionLine[]] = [[], []];
  const refused: RefusedLine[] = [];

  for (const each of lines) {
    const { contribution, line } = each;
    const isKnown = stored.has(contribution.id);
    const isRepeated = seen.has(contribution.id);
    const refusal = isRepeated ? refusals.repeated : !isKnown && growth.refusalOf(contribution);

    if (refusal) {
      refused.push({ line, ...refusal });
      continue;
    }

    seen.add(contribution.id);
    if (isKnown) known.push(each);
    else fresh.push(each);
    if (!isKnown) growth.add(contribution);
  }

  return { fresh, known, refused };
}

/** A goal that grows by the contributions that it is given. */
class HistoryGrowth {
  private readonly remaining: Map<string, Prisma.Decimal | null>;
  private sum: Prisma.Decimal;

  constructor(private readonly state: HistoryState) {
    this.remaining = new Map(state.stored);
    this.sum = state.goal.currentAmount;
  }

  refusalOf({ amount, correctsId }: ExportedContribution): Refusal | undefined {
    const left = this.leftOf(correctsId);
    if (correctsId !== null && !left) return refusals.original;
    if (left?.plus(amount).lt(0)) return refusals.correction;
    const refusal = refusalOfGoal(this.state, correctsId !== null);
    if (refusal) return refusal;
    const { targetCurrency } = this.state.goal;
    if (decimalErrors('', amount, targetCurrency).length > 0) return refusals.precise;

    return this.sum.plus(amount).gt(maxAmount) ? refusals.large : undefined;
  }

  add({ id, amount, correctsId }: ExportedContribution): void {
    const left = this.leftOf(correctsId);
    this.remaining.set(id, left ? null : amount);
    if (left && correctsId !== null) this.remaining.set(correctsId, left.plus(amount));
    this.sum = this.sum.plus(amount);
  }

  private leftOf(correctsId: string | null): Prisma.Decimal | null {
    return correctsId === null ? null : (this.remaining.get(correctsId) ?? null);
  }
}

/**
 * The history of a goal that others share, or that is completed, is theirs too and must not change behind their backs. A
 * correction is possible as long as the goal is not shared, as for a request.
 */
function refusalOfGoal({ goal, isNew }: HistoryState, isCorrection: boolean): Refusal | undefined {
  if (isNew) return undefined;
  if (goal.participants.some(({ userId }) => userId !== goal.creatorId)) return refusals.shared;

  return isCorrection || takesContributions(goal) ? undefined : refusals.closed;
}
