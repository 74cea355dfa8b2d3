import { commonErrors } from '../errors/common-errors';
import type { ErrorType } from '../errors/error-type';
import type { CompiledEndpoint } from '../http/endpoint-registry';
import { takesKey } from '../http/idempotency.rules';

const tokenErrors: readonly ErrorType[] = [
  commonErrors.AUTHENTICATION_REQUIRED,
  commonErrors.TOKEN_EXPIRED,
  commonErrors.TOKEN_INVALID,
];
const bodyErrors: readonly ErrorType[] = [
  commonErrors.MALFORMED_JSON,
  commonErrors.BODY_TOO_LARGE,
  commonErrors.UNSUPPORTED_MEDIA_TYPE,
];

const keyErrors: readonly ErrorType[] = [
  commonErrors.IDEMPOTENCY_KEY_INVALID,
  commonErrors.IDEMPOTENCY_KEY_IN_FLIGHT,
  commonErrors.IDEMPOTENCY_KEY_REUSED,
];

/** Returns the errors that the document of an endpoint names: those that it declares, and those of every such endpoint. */
export function documentedErrorsOf(endpoint: CompiledEndpoint, keepsKeys: boolean): Set<ErrorType> {
  const { spec, method, access, params, query, body } = endpoint;
  const errors = new Set<ErrorType>(spec.errors);
  if (access !== 'public') for (const error of tokenErrors) errors.add(error);
  if (access === 'admin' || access === 'moderator') errors.add(commonErrors.PERMISSION_DENIED);
  if (params !== undefined || query !== undefined || body !== undefined)
    errors.add(commonErrors.VALIDATION_FAILED);
  if (query?.shape.cursor !== undefined) errors.add(commonErrors.CURSOR_INVALID);
  // A request without a documented body may have one, which is parsed before it is ignored.
  if (method !== 'GET') for (const error of bodyErrors) errors.add(error);
  if (keepsKeys && takesKey(method, spec)) for (const error of keyErrors) errors.add(error);
  if (spec.versioned && method !== 'GET') errors.add(commonErrors.PRECONDITION_FAILED);

  return errors;
}
