import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiResponse, Person } from '@tribe/testing';

/** Pause before a payment is repeated, so that retries do not slow down the recovery. */
const againMs = 100;
/** Pause between two payments of a client, to avoid overload. */
const betweenMs = 5;
/** Time after which a payment counts as lost. */
const giveUpMs = 30_000;

/** Clients that contribute in sequence, and repeat failed requests with the same key. */
export class Payers {
  /** Amounts that were accepted with 201, once per response. */
  readonly accepted: number[] = [];
  /** All other responses; undefined for broken connections. */
  readonly refusals: (ApiResponse | undefined)[] = [];

  /**
   * Number of payments that had been made although the first response did not confirm it; their key prevented
   * duplicates.
   */
  replayed = 0;

  private readonly work: Promise<void>[];
  private stopping = false;
  private cents: number;

  /** @param from the first amount, in cents; each further amount is a cent higher */
  constructor(
    people: readonly Person[],
    private readonly goalId: string,
    { from = 1 }: { from?: number } = {},
  ) {
    this.cents = from;
    this.work = people.map((person) => this.payOn(person));
    // stop() throws failures.
    for (const work of this.work) work.catch(() => undefined);
  }

  /** Resolves when all started payments are accepted. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.work);
  }

  private async payOn(person: Person): Promise<void> {
    while (!this.stopping) {
      await this.pay(person, this.cents++ / 100);
      await sleep(betweenMs);
    }
  }

  private async pay(person: Person, amount: number): Promise<void> {
    const deadline = performance.now() + giveUpMs;
    const headers = { 'idempotency-key': randomUUID() };
    const path = `/api/v1/goals/${this.goalId}/contributions`;

    for (;;) {
      const answer = await person.post(path, { amount }, { headers }).catch(() => undefined);

      if (answer?.status === 201) {
        this.accepted.push(amount);
        if (answer.headers['idempotency-replayed']) this.replayed += 1;
        return;
      }

      this.refusals.push(answer);

      if (performance.now() > deadline)
        throw new Error(
          `${amount} was not accepted: ${answer?.status} ${JSON.stringify(answer?.body)}`,
        );

      await sleep(againMs);
    }
  }
}

/** Sorts amounts ascending, like the queries. */
export const inOrder = (amounts: readonly number[]): number[] => [...amounts].sort((a, b) => a - b);

/** Returns the statuses other than 201; 0 stands for a broken connection. */
export function statusesOf(refusals: Payers['refusals']): number[] {
  return inOrder([...new Set(refusals.map((answer) => answer?.status ?? 0))]);
}
