import { Child } from './child';
import type { Latencies } from './statistics';

/** Lists that need no body. */
export type ListKind = 'friends' | 'suggestions' | 'search' | 'notifications';

export interface LoadPlan {
  readonly url: string;
  readonly kind:
    | 'get-user'
    | 'get-card'
    | 'create-goal'
    | 'create-goal-with-key'
    | 'send-message'
    | 'contribute'
    | ListKind;
  readonly connections: number;
  /** Of the goal to which all users contribute. */
  readonly goalId?: string;
  /** The duration or the number of requests. */
  readonly extent: { readonly seconds: number } | { readonly requests: number };
}

export interface LoadResult extends Latencies {
  readonly perSecond: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** Broken connections and requests without a response. */
  readonly failures: number;
}

/** Sends requests from a separate process in a closed loop: each connection sends the next request after a response. */
export class Load {
  private readonly child = new Child('load.child');

  /** @param file JSON file with the users that send the requests */
  async useAccounts(file: string): Promise<void> {
    await this.child.call('users', file);
  }

  /** @throws Error for any response that is not successful, because it would distort the measurement */
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
