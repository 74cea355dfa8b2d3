import { growthLine } from '../growth';
import {
  type Aim,
  atLeast,
  atMost,
  type Line,
  milliseconds,
  perSecond,
  type Section,
} from '../report';
import type { Latencies } from '../statistics';
import type { Loaded } from './goals.data';
import type { HotGoal } from './hot-goal';
import { isRead, type Kind, kinds } from './kinds';
import type { measureScans } from './reminder-scan';

const maxReadMs = 30;
const maxGrowth = 1.3;
const minContributions = 300;
const maxScanMs = 500;

/** CPU time in microseconds. */
export interface Cpu {
  readonly service: number;
  readonly postgres: number;
}

/** The results at a size. */
export interface Round {
  /** In percent. */
  readonly size: number;
  readonly loaded: Loaded;
  /** The goal list, at the smallest size. */
  readonly throughGateway: Latencies | undefined;
  readonly latencies: ReadonlyMap<Kind, Latencies>;
  readonly cpu: ReadonlyMap<Kind, Cpu>;
  readonly hotGoal: HotGoal;
  readonly scans: Awaited<ReturnType<typeof measureScans>>;
  readonly plans: ReadonlyMap<Kind, string>;
}

export function sectionsOf(rounds: readonly Round[]): Section[] {
  return [latencySection(rounds), workSection(rounds), loadSection(rounds)];
}

function latencySection(rounds: readonly Round[]): Section {
  const { p50, p99 } = rounds[0]?.throughGateway ?? { p50: Number.NaN, p99: Number.NaN };

  return {
    title: 'Goals: p50 / p99 by size',
    columns: [...columnsOf(rounds), 'growth of p50'],
    lines: kinds.map((kind) =>
      growthLine(
        kind.name,
        rounds.map(({ latencies }) => latencies.get(kind)),
        ({ p99, growth }) =>
          isRead(kind)
            ? both(atMost(p99, maxReadMs, ' ms'), atMost(growth, maxGrowth))
            : atMost(growth, maxGrowth),
      ),
    ),
    note: [
      'One request at a time. The target is for the p99 at the largest size and the growth of the p50.',
      `Goal list through the gateway, at ${rounds[0]?.size} %: ${milliseconds(p50)} / ${milliseconds(p99)}.`,
    ].join(' '),
  };
}

function workSection(rounds: readonly Round[]): Section {
  const cpu = rounds.at(-1)?.cpu;

  return {
    title: 'Goals: CPU per request at the largest size, and tables that statements scan completely',
    columns: ['goals', 'Postgres', ...columnsOf(rounds)],
    lines: kinds.map((kind) => {
      const used = cpu?.get(kind);

      return {
        what: kind.name,
        figures: [
          microseconds(used?.service),
          microseconds(used?.postgres),
          ...rounds.map(({ plans }) => plans.get(kind) ?? ''),
        ],
      };
    }),
    note: 'Scans and statements as logged by Postgres (auto_explain) for twenty requests.',
  };
}

function loadSection(rounds: readonly Round[]): Section {
  const last = rounds.at(-1);

  return {
    title: 'Goals: writes at once, and reminders',
    columns: columnsOf(rounds),
    lines: [
      line(
        rounds,
        '150 participants contribute to a goal',
        ({ hotGoal }) => `${perSecond(hotGoal.perSecond)}, p99 ${milliseconds(hotGoal.p99)}`,
        last && atLeast(Math.round(last.hotGoal.perSecond), minContributions),
      ),
      line(
        rounds,
        'contributions lost',
        ({ hotGoal }) => String(hotGoal.lost),
        last && atMost(last.hotGoal.lost, 0),
      ),
      line(rounds, 'minute without a reminder', ({ scans }) =>
        milliseconds(scans.idle.milliseconds),
      ),
      line(
        rounds,
        'usual minute',
        ({ scans: { usual } }) => `${milliseconds(usual.milliseconds)} for ${usual.due}`,
        last && atMost(last.scans.usual.milliseconds, maxScanMs, ' ms'),
      ),
      line(
        rounds,
        'loading',
        ({ loaded }) => `${Math.round(loaded.seconds)} s, ${loaded.gigabytes.toFixed(1)} GB`,
      ),
      ...[...(last?.loaded.rows.keys() ?? [])].map((table) =>
        line(rounds, table, ({ loaded }) =>
          (loaded.rows.get(table) ?? Number.NaN).toLocaleString('en-US'),
        ),
      ),
    ],
  };
}

function line(
  rounds: readonly Round[],
  what: string,
  figure: (round: Round) => string,
  aim?: Aim,
): Line {
  return { what, figures: rounds.map(figure), ...(aim && { aim }) };
}

function columnsOf(rounds: readonly Round[]): string[] {
  return rounds.map(({ size }) => `${size} %`);
}

const both = (one: Aim, other: Aim): Aim => ({
  text: `${one.text}, ${other.text}`,
  met: one.met && other.met,
});

const microseconds = (value = Number.NaN) => `${Math.round(value)} µs`;
