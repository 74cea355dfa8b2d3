import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiResponse, Person } from '@tribe/testing';

/** Pause before a payment that was not accepted is sent again: a crowd at a closed door slows its opening. */
const againMs = 100;
/** Pause between two payments of a client, so that load is not overload. */
const betweenMs = 5;
/** A payment that is still not accepted then never will be. */
const giveUpMs = 30_000;

/** Clients that contribute one amount after the other, and send what was not accepted again under the same key. */
export class Payers {
  /** Amounts that were accepted with 201, each as often as it was. */
  readonly accepted: number[] = [];
  /** Every answer that was no 201; undefined where the connection broke off. */
  readonly refusals: (ApiResponse | undefined)[] = [];

  /** Payments that were made although the first answer did not say so; their key kept them from being made twice. */
  replayed = 0;

  private readonly work: Promise<void>[];
  private stopping = false;
  private cents: number;

  /** @param from the first amount, in cents; each is one cent more than the one before */
  constructor(
    people: readonly Person[],
    private readonly goalId: string,
    { from = 1 }: { from?: number } = {},
  ) {
    this.cents = from;
    this.work = people.map((person) => this.payOn(person));
    // A failure is told by stop().
    for (const work of this.work) work.catch(() => undefined);
  }

  /** Resolves when everything that was begun is accepted. */
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

/** Amounts as they are listed by a query, smallest first. */
export const inOrder = (amounts: readonly number[]): number[] =>
  [...amounts].sort((one, other) => one - other);

/** Every status that was answered instead of 201; 0 stands for a connection that broke off. */
export function statusesOf(refusals: Payers['refusals']): number[] {
  return inOrder([...new Set(refusals.map((answer) => answer?.status ?? 0))]);
}
