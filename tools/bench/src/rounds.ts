import { setTimeout as sleep } from 'node:timers/promises';
import type { Load, LoadPlan, LoadResult } from './load';
import { cpuMicroseconds } from './process-usage';
import { median } from './statistics';

/** Processes that use less than this share of a core together are idle. */
const idleShare = 0.3;
const idleIntervalMs = 200;
const idleDeadlineMs = 30_000;

export interface Target {
  readonly name: string;
  readonly url: string;
  /** The processes of the target, by name. */
  readonly pids: Readonly<Record<string, number | undefined>>;
}

/** Medians of the rounds. */
export interface Measured extends Pick<LoadResult, 'perSecond' | 'p50' | 'p99'> {
  /** CPU time per request in microseconds, by process. */
  readonly cpu: Readonly<Record<string, number>>;
}

export interface RoundsPlan extends Omit<LoadPlan, 'url'> {
  readonly rounds: number;
}

/** Loads the targets in turn in every round, so that other load on the machine affects all of them equally. */
export async function interleave(
  load: Load,
  targets: readonly Target[],
  { rounds, ...plan }: RoundsPlan,
): Promise<Map<string, Measured>> {
  const results = new Map(targets.map(({ name }) => [name, [] as Measured[]]));
  for (let round = 0; round < rounds; round += 1) {
    for (const target of targets) results.get(target.name)?.push(await measure(load, target, plan));
  }
  return new Map([...results].map(([name, each]) => [name, middle(each)]));
}

async function measure(
  load: Load,
  { url, pids }: Target,
  plan: Omit<LoadPlan, 'url'>,
): Promise<Measured> {
  const used = () => Object.values(pids).map((pid) => cpuMicroseconds(pid));
  const before = used();
  const { perSecond, p50, p99, statuses } = await load.run({ ...plan, url });
  await idle(used);
  const requests = Object.values(statuses).reduce((sum, count) => sum + count, 0);
  const each = used().map((after, index) => (after - (before[index] ?? Number.NaN)) / requests);

  const cpu = Object.fromEntries(
    Object.keys(pids).map((name, index) => [name, each[index] ?? Number.NaN]),
  );

  return { perSecond, p50, p99, cpu };
}

/** Waits until the processes do nothing but their loops, so that the events of the load are counted with it. */
async function idle(used: () => number[]): Promise<void> {
  const total = () => used().reduce((sum, each) => sum + each, 0);
  const deadline = performance.now() + idleDeadlineMs;

  for (let before = total(); performance.now() < deadline;) {
    await sleep(idleIntervalMs);
    const after = total();
    if (after - before <= idleShare * idleIntervalMs * 1_000) return;
    before = after;
  }
}

/** Warms up every target: compiles frequently executed code, verifies every token once and opens connections. */
export async function warmUp(
  load: Load,
  targets: readonly Target[],
  plan: Pick<LoadPlan, 'kind' | 'connections'>,
  requests: number,
): Promise<void> {
  for (const { url } of targets) await load.run({ ...plan, extent: { requests }, url });
}

/** @throws Error for a target that was not measured */
export function measured(results: ReadonlyMap<string, Measured>, { name }: Target): Measured {
  const found = results.get(name);
  if (!found) throw new Error(`${name} was not measured`);
  return found;
}

function middle(results: readonly Measured[]): Measured {
  const of = (figure: 'perSecond' | 'p50' | 'p99') =>
    median(results.map((result) => result[figure]));
  const names = Object.keys(results[0]?.cpu ?? {});

  const cpu = Object.fromEntries(
    names.map((name) => [name, median(results.map((result) => result.cpu[name] ?? Number.NaN))]),
  );

  return { perSecond: of('perSecond'), p50: of('p50'), p99: of('p99'), cpu };
}
