import type { ErrorType } from './error-type';

/** An invalid field. */
export interface FieldError {
  /** JSON pointer (RFC 6901) into a part of the request, for example `/participants/0/user_id`. */
  readonly pointer: string;
  readonly message: string;
  /** The part of the request; the body when absent. */
  readonly in?: 'body' | 'query' | 'path';
}

/** Optional parts of an {@link AppError}. */
export interface AppErrorOptions {
  /** One sentence about this occurrence. Visible to clients: must contain no internals and no personal data. */
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  /** Extension members of the response body (RFC 9457, 3.2), for data that the client needs to continue. */
  readonly members?: Readonly<Record<string, string | number | readonly string[]>>;
  /** Sent as `Retry-After`, whole seconds. */
  readonly retryAfterSeconds?: number;
  /** For the log only. */
  readonly cause?: unknown;
}

/**
 * An expected failure. HTTP responds with it as `application/problem+json`, and RPC passes it to the caller.
 *
 * @example throw new AppError(errors.GOAL_NOT_FOUND);
 * @example throw new AppError(errors.RATE_LIMITED, { retryAfterSeconds: 30 });
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  /** Stable; clients match on it. */
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
