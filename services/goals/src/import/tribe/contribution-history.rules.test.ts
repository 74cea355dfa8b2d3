import { Prisma } from '../../generated/prisma/client';
import { type ContributionLine, decideHistory, inOrder } from './contribution-history.rules';

const at = new Date('2026-06-05T08:00:00Z');

function lineOf(
  line: number,
  id: string,
  amount: string,
  { corrects = null, minutes = 0 }: { corrects?: string | null; minutes?: number } = {},
): ContributionLine {
  return {
    line,
    contribution: {
      id,
      goalId: 'goal',
      userId: 'user',
      createdAt: new Date(at.getTime() + minutes * 60_000),
      correctsId: corrects,
      correctedBy: corrects && 'user',
      amount: new Prisma.Decimal(amount),
      body: { amount: Math.abs(Number(amount)), contribution_type: 'monetary' },
    },
  };
}

/** Returns the ids of accepted contributions, and the lines and codes of the others. */
function decided(lines: ContributionLine[], { given = '0', currency = 'USD' } = {}) {
  const goal = { given: new Prisma.Decimal(given), targetCurrency: currency };
  const { accepted, refused } = decideHistory(inOrder(lines), goal);

  return {
    accepted: accepted.map(({ contribution }) => contribution.id),
    refused: refused.map(({ line, code }) => [line, code]),
  };
}

test('a contribution comes before its corrections, also those of the same time and earlier lines', () => {
  const lines = [
    lineOf(1, 'second', '-20', { corrects: 'given' }),
    lineOf(2, 'given', '50'),
    lineOf(3, 'first', '-30', { corrects: 'given' }),
    lineOf(4, 'oldest', '7', { minutes: -1 }),
  ];
  expect(decided(lines)).toEqual({
    accepted: ['oldest', 'given', 'second', 'first'],
    refused: [],
  });
});

test.each<[string, ContributionLine[], object, unknown[]]>([
  [
    'a correction that exceeds what earlier ones left',
    [
      lineOf(1, 'given', '50'),
      lineOf(2, 'half', '-30', { corrects: 'given' }),
      lineOf(3, 'rest', '-20.01', { corrects: 'given' }),
    ],
    {},
    [[3, 'CORRECTION_TOO_LARGE']],
  ],
  [
    'a correction of a contribution that is missing',
    [lineOf(1, 'lost', '-1', { corrects: 'other' })],
    {},
    [[1, 'CONTRIBUTION_NOT_FOUND']],
  ],
  [
    'a correction of a correction',
    [
      lineOf(1, 'given', '50'),
      lineOf(2, 'half', '-30', { corrects: 'given' }),
      lineOf(3, 'again', '-1', { corrects: 'half', minutes: 1 }),
    ],
    {},
    [[3, 'CONTRIBUTION_NOT_FOUND']],
  ],
  [
    'a second line of a contribution',
    [lineOf(1, 'given', '50'), lineOf(2, 'given', '50', { minutes: 1 })],
    {},
    [[2, 'LINE_REPEATED']],
  ],
  [
    'more decimals than the currency has',
    [lineOf(1, 'given', '50.5')],
    { currency: 'JPY' },
    [[1, 'LINE_INVALID']],
  ],
  [
    'a sum above the maximum of a goal',
    [lineOf(1, 'given', '1')],
    { given: '9999999999.99' },
    [[1, 'CONTRIBUTION_TOO_LARGE']],
  ],
])('refuses %s', (_what, lines, options, refused) => {
  expect(decided(lines, options).refused).toEqual(refused);
});
