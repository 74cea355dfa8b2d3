import { HttpException } from '@nestjs/common';
import { AppError, type FieldError } from './app-error';
import { type ErrorCode, isErrorCode } from './error-codes';
import { isOutage } from './outage.rules';

/** The body of every answer that is an error (RFC 9457). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  readonly request_id?: string;
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';

/** Seconds a client is asked to wait when a server behind us is away. */
const OUTAGE_RETRY_SECONDS = 2;

const FASTIFY_CODES: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'BAD_REQUEST',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'MALFORMED_JSON',
  FST_ERR_CTP_INVALID_JSON_BODY: 'MALFORMED_JSON',
  FST_ERR_BAD_URL: 'BAD_REQUEST',
  FST_ERR_MAX_PARAM_LENGTH: 'URI_TOO_LONG',
};

const STATUS_CODES: Readonly<Record<number, ErrorCode>> = {
  400: 'BAD_REQUEST',
  401: 'TOKEN_INVALID',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'NOT_ACCEPTABLE',
  408: 'REQUEST_TIMEOUT',
  409: 'CONFLICT',
  412: 'PRECONDITION_FAILED',
  413: 'BODY_TOO_LARGE',
  414: 'URI_TOO_LONG',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  422: 'VALIDATION_FAILED',
  429: 'RATE_LIMITED',
  502: 'BAD_GATEWAY',
  503: 'SERVICE_UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

/**
 * Turns anything thrown into the AppError to answer with. What is not known becomes INTERNAL_ERROR with the original
 * as `cause`, so that the client learns nothing and the log everything.
 */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (isOutage(thrown)) {
    return new AppError('SERVICE_UNAVAILABLE', { retryAfterSeconds: OUTAGE_RETRY_SECONDS, cause: thrown });
  }
  const known = codeOf(thrown);
  return new AppError(known ?? 'INTERNAL_ERROR', { cause: thrown });
}

/** The body for an error. `type` is a stable address that ends in the code. */
export function problemOf(error: AppError, requestId: string | undefined): Problem {
  return {
    ...error.members,
    type: `https://tribe.app/problems/${error.code.toLowerCase().replaceAll('_', '-')}`,
    title: error.title,
    status: error.status,
    code: error.code,
    ...(error.detail !== undefined && { detail: error.detail }),
    ...(error.errors !== undefined && { errors: error.errors }),
    ...(requestId !== undefined && { request_id: requestId }),
  };
}

function codeOf(thrown: unknown): ErrorCode | undefined {
  if (thrown instanceof HttpException) return STATUS_CODES[thrown.getStatus()];
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  const { code, statusCode } = thrown as { code?: unknown; statusCode?: unknown };
  if (typeof code === 'string' && FASTIFY_CODES[code] !== undefined) return FASTIFY_CODES[code];
  if (typeof code === 'string' && code.startsWith('FST_') && typeof statusCode === 'number' && statusCode < 500) {
    return STATUS_CODES[statusCode] ?? 'BAD_REQUEST';
  }
  return thrown instanceof Error && thrown.name === 'AppError' && isErrorCode(code) ? code : undefined;
}
