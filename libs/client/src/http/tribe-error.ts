import type { FieldError, Problem } from '../api.generated';

/** The parts of a {@link TribeError} that only a response has. */
export interface ErrorDetails {
  readonly status?: number;
  readonly problem?: Problem;
  /** Seconds. */
  readonly retryAfter?: number | undefined;
  readonly cause?: unknown;
}

/**
 * A call that failed. `code` is that of the problem (RFC 9457) in the response, or one of the client: `NETWORK_ERROR`
 * (no response), `TIMEOUT`, `ABORTED` (by the app), `RESPONSE_INVALID`, `SIGNED_OUT`, `QUEUE_FULL` and
 * `QUEUE_EXPIRED`.
 *
 * @example
 * if (error instanceof TribeError && error.code === 'GOAL_NOT_FOUND') …
 */
export class TribeError extends Error {
  override readonly name = 'TribeError';
  /** HTTP status; undefined without a response. */
  readonly status: number | undefined;
  /** The invalid fields of the request. */
  readonly fields: readonly FieldError[];
  /** Seconds after which another try makes sense. */
  readonly retryAfter: number | undefined;
  /** The whole problem, which may have further members. */
  readonly problem: Problem | undefined;

  constructor(
    readonly code: string,
    message: string,
    { status, problem, retryAfter, cause }: ErrorDetails = {},
  ) {
    super(message, { cause });
    this.status = status;
    this.fields = problem?.errors ?? [];
    this.retryAfter = retryAfter;
    this.problem = problem;
  }

  /** The id under which the server logged the request. */
  get requestId(): string | undefined {
    return this.problem?.request_id;
  }
}
