import type { Load, LoadPlan, LoadResult } from './load';
import { median } from './statistics';

export interface Target {
  readonly name: string;
  readonly url: string;
}

/** Medians over the rounds. */
export type Measured = Pick<LoadResult, 'perSecond' | 'p50' | 'p99'>;

export interface RoundsPlan extends Omit<LoadPlan, 'url'> {
  readonly rounds: number;
}

/**
 * Loads one target after the other, and all of them again in every round, so that a noisy neighbour of the machine hits
 * them alike.
 */
export async function interleave(load: Load, targets: readonly Target[], { rounds, ...plan }: RoundsPlan): Promise<Map<string, Measured>> {
  const results = new Map(targets.map(({ name }) => [name, [] as LoadResult[]]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, url } of targets) results.get(name)?.push(await load.run({ ...plan, url }));
  }
  return new Map([...results].map(([name, each]) => [name, middle(each)]));
}

/** Lets every target compile its hot paths, fill its caches and open its connections. */
export async function warmUp(load: Load, targets: readonly Target[], plan: Omit<LoadPlan, 'url'>): Promise<void> {
  for (const { url } of targets) await load.run({ ...plan, url });
}

function middle(results: readonly LoadResult[]): Measured {
  const of = (figure: keyof Measured) => median(results.map((result) => result[figure]));
  return { perSecond: of('perSecond'), p50: of('p50'), p99: of('p99') };
}
