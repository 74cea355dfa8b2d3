import type { Person } from '../person';
import type { Answer } from './answer';
import type { Cast } from './cast';
import type { Relation } from './relations';

/** The object of a request. */
export interface Target {
  /** Replaced by an unknown id in the request that a `hidden` response is compared with. */
  readonly id: string;
  /** Path parameters; the default is the id. */
  readonly params?: Readonly<Record<string, string>>;
}

type Body = Readonly<Record<string, unknown>>;

/** The expected responses of an operation. */
export interface Row extends Partial<Readonly<Record<Relation, Answer>>> {
  /** The response to all callers, regardless of the token. */
  readonly public?: Answer;
  /** The response to authenticated callers without a response of their own. */
  readonly all?: Answer;
  /** Creates the object of the owner, once per row. The owner calls last and may delete it. */
  readonly on?: (cast: Cast) => Promise<Target>;
  /** The request body, or a function that creates it for each request. */
  readonly body?: Body | ((cast: Cast, actor: Person) => Body | Promise<Body>);
  /** The query string, without the question mark. */
  readonly query?: string;
  /**
   * Uses a new user in the same relation for each request, for operations that end a session or a relation. With
   * `account`, the owner is new too, for operations that end an account.
   */
  readonly spare?: true | 'account';
}

/** Rows by operation: `GET /api/v1/goals/{goalId}`. */
export type Rows = Readonly<
  Record<`${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`, Row>
>;

/** The reviewed responses of a service, in a table, or in several tables for different test files. */
export type AuthorizationTables = Readonly<Record<string, Rows>>;
