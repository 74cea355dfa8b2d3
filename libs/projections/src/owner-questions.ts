import { AppError, type Logger, RowBatcher } from '@tribe/service-kit';

/** Maximum number of questions at once, so that refused requests cannot hammer the owner. */
const maxOpen = 1_000;
/** Pause after a failed call, so that an outage does not delay each refusal by the deadline of a call. */
const pauseMs = 1_000;

/**
 * Questions to the owner of projected data. Questions that arise at the same time share a call. Answers are not kept,
 * because a kept refusal could contradict what the caller has just done.
 *
 * @example
 * private readonly questions = new OwnerQuestions<Card>((ids) => this.fetchCards(ids), 100, logger);
 * const card = await this.questions.ask(userId);   // undefined: not known there either, or no answer
 */
export class OwnerQuestions<Answer> {
  private readonly batcher: RowBatcher<string, Answer>;
  private open = 0;
  private pausedUntil = 0;

  /** @param call asks the owner about at most `keysPerCall` keys; may omit keys; throws an AppError without an answer */
  constructor(
    private readonly call: (keys: readonly string[]) => Promise<ReadonlyMap<string, Answer>>,
    keysPerCall: number,
    private readonly logger: Logger,
  ) {
    this.batcher = new RowBatcher((keys) => this.load(keys), keysPerCall);
  }

  /**
   * Returns undefined when the owner has no answer, does not answer in time, or has failed to within the last second, and
   * when 1000 questions are open.
   */
  async ask(key: string): Promise<Answer | undefined> {
    if (this.open >= maxOpen || performance.now() < this.pausedUntil) return undefined;
    this.open += 1;

    try {
      return await this.batcher.get(key);
    } finally {
      this.open -= 1;
    }
  }

  private async load(keys: readonly string[]): Promise<ReadonlyMap<string, Answer>> {
    try {
      return await this.call(keys);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.pausedUntil = performance.now() + pauseMs;

      this.logger.warn(
        { err: error, keys: keys.length },
        'the owner does not answer; the table decides',
      );

      return new Map();
    }
  }
}
