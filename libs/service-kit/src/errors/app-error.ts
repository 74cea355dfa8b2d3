import { type ErrorCode, type ErrorMeaning, errorCodes } from './error-codes';

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
 * An expected failure, told by its code. Answered as `application/problem+json` over HTTP and carried by code over
 * RPC.
 *
 * @example throw new AppError('GOAL_NOT_FOUND');
 * @example throw new AppError('RATE_LIMITED', { retryAfterSeconds: 30 });
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  readonly errors: readonly FieldError[] | undefined;
  readonly members: Readonly<Record<string, string | number | readonly string[]>> | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    const meaning: ErrorMeaning = errorCodes[code];
    super(options.detail ?? meaning.title, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.detail = options.detail;
    this.errors = options.errors;
    this.members = options.members;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  /** The HTTP status of the code. */
  get status(): number {
    return errorCodes[this.code].status;
  }

  /** The title of the code. */
  get title(): string {
    return errorCodes[this.code].title;
  }
}
