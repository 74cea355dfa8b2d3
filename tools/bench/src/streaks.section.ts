import { foldStreak, type StreakFacts } from '@tribe/goals/streak';
import { dayMs } from '@tribe/service-kit';
import { atMost, milliseconds, type Section } from './report';
import { latenciesOf } from './statistics';

const hourMs = 3_600_000;
const tenYears = 3_652;
const rounds = 200;
/** Rounds until the code is compiled. */
const warmUps = 50;
const aimMs = 5;

const created = Date.parse('2016-11-28T05:00:00Z');
const now = created + tenYears * dayMs;
const nairobi = { at: 0, timezone: 'Africa/Nairobi', dayStartsAtMinute: 180 };

/** A daily system with a check-in on each day of ten years. */
const facts: StreakFacts = {
  calendar: [nairobi],
  createdAt: created,
  schedules: [{ at: created, schedule: { kind: 'daily' }, restDays: [6] }],
  checkIns: Array.from({ length: tenYears }, (_, day) => {
    const at = created + day * dayMs;
    return { id: `${day}`, at, wall: at + 3 * hourMs, recordedAt: at, outcome: 'done' };
  }),
  freezes: [],
  vacations: [],
  pauses: [],
};

/** Measures folding ten years of daily check-ins, and continuing from the stored state of seven days ago. */
export async function measureStreaks(): Promise<Section> {
  const { checkpoint, current } = foldStreak(facts, now);
  if (current !== tenYears) throw new Error(`the streak is ${current} days`);
  const recent = { ...facts, checkIns: facts.checkIns.slice(-10) };

  const whole = measured(() => foldStreak(facts, now));
  const continued = measured(() => foldStreak(recent, now, checkpoint));

  return {
    title: '8. Folding the check-ins of a system into its streak',
    columns: ['p50', 'p99'],
    lines: [
      {
        what: 'ten years of daily check-ins',
        figures: [milliseconds(whole.p50), milliseconds(whole.p99)],
        aim: atMost(whole.p50, aimMs, ' ms'),
      },
      {
        what: 'from the stored state of seven days ago',
        figures: [milliseconds(continued.p50), milliseconds(continued.p99)],
      },
    ],
    note: 'In one process, without a database.',
  };
}

function measured(work: () => unknown) {
  for (let round = 0; round < warmUps; round++) work();

  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    work();

    return performance.now() - start;
  });

  return latenciesOf(times);
}
