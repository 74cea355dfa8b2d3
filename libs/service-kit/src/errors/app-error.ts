import type { ErrorType } from './error-type';

/** One field that was refused. */
export interface FieldError {
  /** JSON pointer (RFC 6901) into the part of the request, for example `/participants/0/user_id`. */
  readonly pointer: string;
  readonly message: string;
  /** Where the pointer points into; the body when absent. */
  readonly in?: 'body' | 'query' | 'path';
}

/** What an {@link AppError} may carry besides its code. */
export interface AppErrorOptions {
  /** One sentence for the reader of this one answer. Shown to clients: no internals, no personal data. */
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  /** Further members of the answer's body (RFC 9457, 3.2), for what the client needs to go on. */
  readonly members?: Readonly<Record<string, string | number | readonly string[]>>;
  /** Sent as `Retry-After`, whole seconds. */
  readonly retryAfterSeconds?: number;
  /** Kept for the log only. */
  readonly cause?: unknown;
}

/**
 * An expected failure. It is answered as `application/problem+json` over HTTP, and RPC carries it to the caller.
 *
 * @example throw new AppError(errors.GOAL_NOT_FOUND);
 * @example throw new AppError(errors.RATE_LIMITED, { retryAfterSeconds: 30 });
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  /** Stable: clients switch on it. */
  readonly code: string;
  /** The HTTP status of the code. */
  readonly status: number;
  /** The title of the code. */
  readonly title: string;
  readonly detail: string | undefined;
  readonly errors: readonly FieldError[] | undefined;
  readonly members: AppErrorOptions['members'] | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor({ code, status, title }: ErrorType, options: AppErrorOptions = {}) {
    const { detail, cause } = options;
    super(detail ?? title, cause === undefined ? undefined : { cause });
    this.code = code;
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.errors = options.errors;
    this.members = options.members;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
