import type { Prisma } from '../../generated/prisma/client';
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

const refusals = {
  repeated: { code: 'LINE_REPEATED', message: 'is in an earlier line' },
  original: { code: 'CONTRIBUTION_NOT_FOUND', message: 'corrects a contribution that is missing' },
  correction: { code: 'CORRECTION_TOO_LARGE', message: 'exceeds what remains' },
  precise: { code: 'LINE_INVALID', message: 'has more decimals than the currency of the goal' },
  large: { code: 'CONTRIBUTION_TOO_LARGE', message: 'exceeds the maximum of a goal' },
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
 * Decides which contributions a goal could have had: corrections never exceed their contribution, and no sum exceeds the
 * maximum.
 *
 * @param lines in order
 * @param goal with what it was given other than by these contributions
 */
export function decideHistory(
  lines: readonly ContributionLine[],
  { given, targetCurrency }: { given: Prisma.Decimal; targetCurrency: string },
): { accepted: ContributionLine[]; refused: RefusedLine[] } {
  const remaining = new Map<string, Prisma.Decimal>();
  const seen = new Set<string>();
  const accepted: ContributionLine[] = [];
  const refused: RefusedLine[] = [];
  let sum = given;

  const refusalOf = ({ id, amount, correctsId }: ExportedContribution): Refusal | undefined => {
    const left = correctsId === null ? undefined : remaining.get(correctsId);
    if (seen.has(id)) return refusals.repeated;
    if (correctsId !== null && !left) return refusals.original;
    if (left?.plus(amount).lt(0)) return refusals.correction;
    if (decimalErrors('', amount, targetCurrency).length > 0) return refusals.precise;

    return sum.plus(amount).gt(maxAmount) ? refusals.large : undefined;
  };

  for (const each of lines) {
    const { id, amount, correctsId } = each.contribution;
    const refusal = refusalOf(each.contribution);

    if (refusal) refused.push({ line: each.line, ...refusal });
    else {
      const key = correctsId ?? id;
      remaining.set(key, remaining.get(key)?.plus(amount) ?? amount);
      seen.add(id);
      sum = sum.plus(amount);
      accepted.push(each);
    }
  }

  return { accepted, refused };
}
