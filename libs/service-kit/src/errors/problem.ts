import { HttpException } from '@nestjs/common';
import { AppError, type FieldError } from './app-error';
import { commonErrors } from './common-errors';
import type { ErrorType } from './error-type';
import { isOutage } from './outage.rules';

/** The body of every error response (RFC 9457). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  readonly request_id?: string;
}

export const problemMediaType = 'application/problem+json; charset=utf-8';

/** `Retry-After` when a server behind this service is down, in seconds. */
const outageRetrySeconds = 2;

const fastifyCodes: Readonly<Record<string, ErrorType>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: commonErrors.BODY_TOO_LARGE,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: commonErrors.UNSUPPORTED_MEDIA_TYPE,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: commonErrors.BAD_REQUEST,
  FST_ERR_CTP_EMPTY_JSON_BODY: commonErrors.MALFORMED_JSON,
  FST_ERR_CTP_INVALID_JSON_BODY: commonErrors.MALFORMED_JSON,
  FST_ERR_BAD_URL: commonErrors.BAD_REQUEST,
  FST_ERR_MAX_PARAM_LENGTH: commonErrors.URI_TOO_LONG,
};

const statusCodes: Readonly<Record<number, ErrorType>> = {
  400: commonErrors.BAD_REQUEST,
  401: commonErrors.TOKEN_INVALID,
  403: commonErrors.PERMISSION_DENIED,
  404: commonErrors.NOT_FOUND,
  405: commonErrors.METHOD_NOT_ALLOWED,
  406: commonErrors.NOT_ACCEPTABLE,
  408: commonErrors.REQUEST_TIMEOUT,
  409: commonErrors.CONFLICT,
  412: commonErrors.PRECONDITION_FAILED,
  413: commonErrors.BODY_TOO_LARGE,
  414: commonErrors.URI_TOO_LONG,
  415: commonErrors.UNSUPPORTED_MEDIA_TYPE,
  422: commonErrors.VALIDATION_FAILED,
  429: commonErrors.RATE_LIMITED,
  502: commonErrors.BAD_GATEWAY,
  503: commonErrors.SERVICE_UNAVAILABLE,
  504: commonErrors.DEADLINE_EXCEEDED,
};

/**
 * Converts a thrown value to the AppError of the response. Unknown errors become INTERNAL_ERROR with the original as
 * `cause`, which is logged but not sent to the client.
 */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;

  if (isOutage(thrown)) {
    return new AppError(commonErrors.SERVICE_UNAVAILABLE, {
      retryAfterSeconds: outageRetrySeconds,
      cause: thrown,
    });
  }

  const known = typeOf(thrown);

  return new AppError(known ?? commonErrors.INTERNAL_ERROR, { cause: thrown });
}

/** Returns the body for an error. `type` is a stable URL that ends in the code. */
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

function typeOf(thrown: unknown): ErrorType | undefined {
  if (thrown instanceof HttpException) return statusCodes[thrown.getStatus()];
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  const { code, statusCode } = thrown as { code?: unknown; statusCode?: unknown };
  if (typeof code === 'string' && fastifyCodes[code] !== undefined) return fastifyCodes[code];

  if (
    typeof code === 'string' &&
    code.startsWith('FST_') &&
    typeof statusCode === 'number' &&
    statusCode < 500
  ) {
    return statusCodes[statusCode] ?? commonErrors.BAD_REQUEST;
  }

  return undefined;
}
