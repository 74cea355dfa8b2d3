import type { Friend } from './friend';

/** One step of the journey: what somebody does, the event it causes, and whose sockets must hear of it. */
export interface Step<T> {
  readonly what: string;
  readonly event: string;
  readonly act: () => Promise<T>;
  readonly reaches: ReadonlyArray<readonly [Friend, () => Promise<unknown>]>;
}

const milliseconds = (value: number) => `${value.toFixed(1)} ms`;

/** Plays steps and says how they went. */
export class Narrator {
  readonly deliveries: number[] = [];

  constructor(readonly say: (line: string) => void) {}

  async step<T>({ what, event, act, reaches }: Step<T>): Promise<T> {
    const start = performance.now();
    // Listening starts before the act: a push may be faster than the answer to the request.
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
