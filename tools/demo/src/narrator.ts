import type { Friend } from './friend';

/** A step of the journey: an action, the event that it causes, and the sockets that must receive a push. */
export interface Step<T> {
  readonly what: string;
  readonly event: string;
  readonly act: () => Promise<T>;
  readonly reaches: ReadonlyArray<readonly [Friend, () => Promise<unknown>]>;
}

const milliseconds = (value: number) => `${value.toFixed(1)} ms`;

/** Runs steps and prints their results. */
export class Narrator {
  readonly deliveries: number[] = [];

  constructor(readonly say: (line: string) => void) {}

  async step<T>({ what, event, act, reaches }: Step<T>): Promise<T> {
    const start = performance.now();

    // Listen before acting, because a push can arrive before the response.
    const arrivals = reaches.map(async ([friend, arrival]) => {
      await arrival();
      return { name: friend.name, after: performance.now() - start };
    });

    const settled = Promise.allSettled(arrivals);
    const result = await act();
    const answered = performance.now() - start;
    this.say(`\n ▸ ${what}\n   ${event}, answered in ${milliseconds(answered)}`);

    for (const arrival of await settled) {
      if (arrival.status === 'rejected') throw arrival.reason;
      this.deliveries.push(arrival.value.after);
      this.say(`   → ${arrival.value.name}'s socket after ${milliseconds(arrival.value.after)}`);
    }

    return result;
  }
}
