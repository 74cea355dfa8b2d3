import { Prisma } from '../../generated/prisma/client';
import {
  type ContributionLine,
  planHistory,
  type HistoryState,
  inOrder,
} from './contribution-history.rules';

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

interface Given {
  readonly given?: string;
  readonly currency?: string;
  readonly goal?: Partial<HistoryState['goal']>;
  readonly isNew?: boolean;
  readonly stored?: Readonly<Record<string, string>>;
}

/** Returns the ids of accepted and known contributions, and the lines and codes of the others. */
function decided(
  lines: ContributionLine[],
  { given = '0', currency = 'USD', goal = {}, isNew = false, stored = {} }: Given = {},
) {
  const { fresh, known, refused } = planHistory(inOrder(lines), {
    goal: {
      status: 'active',
      archivedAt: null,
      currentAmount: new Prisma.Decimal(given),
      targetCurrency: currency,
      creatorId: 'user',
      participants: [],
      ...goal,
    },
    isNew,
    stored: new Map(Object.entries(stored).map(([id, left]) => [id, new Prisma.Decimal(left)])),
    accepted: new Set(),
  });
  const idOf = ({ contribution }: ContributionLine) => contribution.id;

  return {
    accepted: fresh.map(idOf),
    known: known.map(idOf),
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
    known: [],
    refused: [],
  });
});

const completed = { status: 'completed' } as const;
const shared = {
  participants: [{ userId: 'other', role: 'member', contributionAmount: new Prisma.Decimal(0) }],
} satisfies Given['goal'];

test('a contribution of an earlier import is known, also of a goal that is completed and shared by now', () => {
  const goal = { ...completed, ...shared };
  const lines = [lineOf(1, 'given', '50')];
  const { known, refused } = decided(lines, { goal, stored: { given: '50' } });
  expect([known, refused]).toEqual([['given'], []]);
});

test('the history of a new goal is that of the export, also of a completed goal', () => {
  const { accepted } = decided([lineOf(1, 'given', '50')], { goal: completed, isNew: true });
  expect(accepted).toEqual(['given']);
});

test('a contribution to a goal that is completed by now can still be corrected', () => {
  const lines = [lineOf(1, 'given', '50'), lineOf(2, 'half', '-30', { corrects: 'given' })];
  const { accepted } = decided(lines, { goal: completed, stored: { given: '50' } });
  expect(accepted).toEqual(['half']);
});

test.each<[string, ContributionLine[], Given, unknown[]]>([
  [
    'a correction that exceeds what stored corrections left',
    [lineOf(1, 'given', '50'), lineOf(2, 'half', '-30', { corrects: 'given' })],
    { stored: { given: '10' } },
    [[2, 'CORRECTION_TOO_LARGE']],
  ],
  [
    'a contribution to a goal that is completed by now',
    [lineOf(1, 'given', '50')],
    { goal: completed },
    [[1, 'GOAL_NOT_ACTIVE']],
  ],
  [
    'everything new of a goal that is shared by now',
    [lineOf(1, 'given', '50'), lineOf(2, 'more', '5'), lineOf(3, 'x', '-1', { corrects: 'given' })],
    { goal: shared, stored: { given: '50' } },
    [
      [2, 'GOAL_SHARED'],
      [3, 'GOAL_SHARED'],
    ],
  ],
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
