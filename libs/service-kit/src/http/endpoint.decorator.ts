import { applyDecorators, HttpCode, SetMetadata } from '@nestjs/common';
import type { z } from 'zod';
import type { ErrorType } from '../errors/error-type';

export const endpointMetadata = Symbol('tribe.endpoint');

/**
 * Who may call: everyone, only somebody with a valid access token, or only somebody whose token says that they are an
 * admin. What a caller may see is the service's business.
 */
export const accessLevels = ['public', 'authenticated', 'admin'] as const;
export type Access = (typeof accessLevels)[number];

/**
 * Which of the edge's limits a request counts towards: `auth` for endpoints that let a client guess (passwords, codes,
 * tokens), `read` and `write` for the rest.
 */
export const limitGroups = ['read', 'write', 'auth'] as const;
export type LimitGroup = (typeof limitGroups)[number];

/** What `@Endpoint` says about a route. */
export interface EndpointSpec {
  readonly access: Access;
  /** Default: `read` for a GET, `write` for everything else. */
  readonly limit?: LimitGroup;
  /** One line for the API page. */
  readonly summary: string;
  readonly description?: string;
  /** Schemas of the request's parts. A part without a schema cannot be injected. */
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** Objects in it must be strict (`z.strictObject`) or records; the outermost one is made strict here. */
  readonly body?: z.ZodType;
  /** Schema of the answer, for the API page. */
  readonly response?: z.ZodType;
  /** Status of the answer when nothing is thrown. Default 200. */
  readonly status?: number;
  /**
   * A POST that changes nothing, because what it asks with must not stand in the address. There is nothing to do once, so
   * it takes no Idempotency-Key, and what it answers is kept nowhere.
   */
  readonly onlyReads?: true;
  /** What this endpoint may answer with, besides what any endpoint can. For the API page. */
  readonly errors?: readonly ErrorType[];
}

const defaultStatus = 200;

/**
 * Declares a route: who may call it, what it takes and what it answers. Every route needs one, or the service does
 * not start.
 *
 * @example
 * @Post()
 * @Endpoint({ access: 'authenticated', summary: 'Create a goal', body: createGoalBody, response: goalResponse, status: 201 })
 * createGoal(@CurrentCaller() caller: Caller, @Body() body: CreateGoalBody) {}
 */
export function Endpoint(spec: EndpointSpec): MethodDecorator {
  return applyDecorators(
    SetMetadata(endpointMetadata, spec),
    HttpCode(spec.status ?? defaultStatus),
  );
}
