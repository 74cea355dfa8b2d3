/** A push as it was handed over, in the format of Expo. */
export interface ReceivedPush {
  readonly to: string;
  readonly title?: string;
  readonly body?: string;
  readonly badge?: number;
  readonly data?: unknown;
  readonly receivedAt: Date;
}

/** Accepts pushes in the format of Expo, delivers none and keeps the newest for inspection. */
export class PushSink {
  private readonly pushes: ReceivedPush[] = [];

  /** @param keep maximum number of pushes; the oldest are dropped first */
  constructor(private readonly keep = 500) {}

  /** All pushes, newest first. */
  get all(): readonly ReceivedPush[] {
    return this.pushes;
  }

  /**
   * Takes the body of a request.
   *
   * @returns the body of the response: a receipt for each push
   * @throws SyntaxError, TypeError when the body is not a list of pushes
   */
  take(body: string): { data: { status: 'ok' }[] } {
    const pushes: unknown = JSON.parse(body);
    if (!Array.isArray(pushes) || !pushes.every(isPush))
      throw new TypeError('The body must be a list of objects with `to`');

    const receivedAt = new Date();
    this.pushes.unshift(...pushes.map((push) => ({ ...push, receivedAt })).toReversed());
    this.pushes.splice(this.keep);

    return { data: pushes.map(() => ({ status: 'ok' as const })) };
  }
}

function isPush(value: unknown): value is Omit<ReceivedPush, 'receivedAt'> {
  return (
    typeof value === 'object' && value !== null && 'to' in value && typeof value.to === 'string'
  );
}
