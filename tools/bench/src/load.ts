import { Child } from './child';
import type { Latencies } from './statistics';

export interface LoadPlan {
  readonly url: string;
  readonly kind: 'get-user' | 'create-goal';
  readonly connections: number;
  /** How long, or how many requests. */
  readonly extent: { readonly seconds: number } | { readonly requests: number };
}

export interface LoadResult extends Latencies {
  readonly perSecond: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** Connections that broke and requests without an answer. */
  readonly failures: number;
}

/** A closed loop of requests from a process of its own: each connection sends its next request when it has an answer. */
export class Load {
  private readonly child = new Child('load.child');

  /** @param file of the people the requests speak for, as JSON */
  async speakFor(file: string): Promise<void> {
    await this.child.call('users', file);
  }

  /** @throws Error when anything but success was answered: such a round measures something else */
  async run(plan: LoadPlan): Promise<LoadResult> {
    const result = await this.child.call<LoadResult>('run', plan);
    const refused = Object.keys(result.statuses).filter((status) => !status.startsWith('2'));
    if (refused.length > 0 || result.failures > 0) {
      throw new Error(
        `${plan.kind} at ${plan.url}: ${JSON.stringify(result.statuses)}, ${result.failures} failures`,
      );
    }
    return result;
  }

  stop(): Promise<void> {
    return this.child.stop();
  }
}
