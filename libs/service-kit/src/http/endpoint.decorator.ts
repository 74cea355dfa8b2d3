import { applyDecorators, HttpCode, SetMetadata } from '@nestjs/common';
import type { z } from 'zod';
import type { ErrorType } from '../errors/error-type';

export const endpointMetadata = Symbol('tribe.endpoint');

/**
 * The access to an endpoint: `public` for everyone, `authenticated` for callers with a valid access token, `moderator` for
 * callers with the role `moderator` or `admin` in their token, `admin` for callers with the role `admin`. The service
 * decides what a caller may see.
 */
export const accessLevels = ['public', 'authenticated', 'moderator', 'admin'] as const;
export type Access = (typeof accessLevels)[number];

/**
 * The rate limit of the edge that a request counts towards: `auth` for endpoints that allow guessing (passwords, codes,
 * tokens), `refresh` for refresh tokens, which cannot be guessed, `message` for sending and reading messages, `push` for
 * operations that were queued offline, `read` and `write` for all others.
 */
export const limitGroups = ['read', 'write', 'auth', 'refresh', 'message', 'push'] as const;
export type LimitGroup = (typeof limitGroups)[number];

/** The end of an endpoint, which clients see in the headers of every response. */
export interface Deprecation {
  /** The day of the deprecation, as `2026-11-20`. */
  readonly since: string;
  /** The day from which the endpoint may be gone, as `2027-11-20`. */
  readonly sunset: string;
  /** The endpoint to use instead: `GET /api/v1/friends`. */
  readonly use: string;
}

/** The declaration of a route. */
export interface EndpointSpec {
  readonly access: Access;
  /** Default: `read` for GET, `write` for all other methods. */
  readonly limit?: LimitGroup;
  /** One line for the API reference: imperative, without a full stop. */
  readonly summary: string;
  readonly description?: string;
  /** Schemas of the parts of the request. A part without a schema cannot be injected. */
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** Nested objects must be strict (`z.strictObject`) or records; the outermost object is made strict automatically. */
  readonly body?: z.ZodType;
  /** Maximum size of the body in bytes, at the edge too. Default: `BODY_LIMIT_BYTES`, which suits all but files. */
  readonly bodyLimit?: number;
  /** Schema of the response, for the API reference. */
  readonly response?: z.ZodType;
  /** Status of a successful response. Default 200. */
  readonly status?: number;
  /**
   * Marks a POST that takes no Idempotency-Key and whose response is not stored: it changes nothing and only uses a body to
   * keep its input out of the URL, or each of its operations has a key of its own.
   */
  readonly onlyReads?: true;
  /**
   * A POST whose handler writes with one statement, which also stores the Idempotency-Key: `keyRowFor` and `storeKeys` for
   * new entities, `storeKeysWhen` for others. Cheaper than the transaction around the request of other POSTs; the response
   * must be known before the write. A handler whose response is not known then stores `keyHashOf` in its new row instead,
   * finds that row again, and returns it with `found`.
   */
  readonly storesKey?: true;
  /** A POST that returns what exists already, with `found` and 200, instead of creating it again. */
  readonly mayFind?: true;
  /**
   * The resource has a version: the handler returns `versioned(view, version)`, and a write calls `requireVersion` with the
   * resource locked. The response has an `ETag` that clients can send in `If-Match` of PUT, PATCH and DELETE.
   */
  readonly versioned?: true;
  /** Since when clients should use another endpoint, and when this one is removed. */
  readonly deprecated?: Deprecation;
  /** Errors of this endpoint besides the common ones, for the API reference. */
  readonly errors?: readonly ErrorType[];
}

const defaultStatus = 200;

/**
 * Declares the access, input and response of a route. The service does not start when a route has no declaration.
 *
 * @example
 * @Post()
 * @Endpoint({ access: 'authenticated', summary: 'Create a goal', body: createGoalBody, response: goalResponse })
 * createGoal(@CurrentCaller() caller: Caller, @Body() body: CreateGoalBody) {}
 */
export function Endpoint(spec: EndpointSpec): MethodDecorator {
  return applyDecorators(
    SetMetadata(endpointMetadata, spec),
    HttpCode(spec.status ?? defaultStatus),
  );
}
