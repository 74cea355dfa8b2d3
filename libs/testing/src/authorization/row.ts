import type { Person } from '../person';
import type { Answer } from './answer';
import type { Cast } from './cast';
import type { Relation } from './relations';

/** The object of a request. */
export interface Target {
  /** What a `hidden` answer hides: it is replaced by an unknown id wherever the request names it. */
  readonly id: string;
  /** Parameters of the path; those left out are the id. */
  readonly params?: Readonly<Record<string, string>>;
}

type Body = Readonly<Record<string, unknown>>;

/** What one operation answers to whom. */
export interface Row extends Partial<Readonly<Record<Relation, Answer>>> {
  /** Everybody's answer, with a token or without, good or bad. */
  readonly public?: Answer;
  /** The answer to everybody who is signed in and not named. */
  readonly all?: Answer;
  /** Makes the object, which belongs to the owner; once per row. The owner comes last and may destroy it. */
  readonly on?: (cast: Cast) => Promise<Target>;
  /** What is sent; made for each request when it is a function. */
  readonly body?: Body | ((cast: Cast, actor: Person) => Body | Promise<Body>);
  /** What follows the path, without the question mark. */
  readonly query?: string;
  /**
   * Each request comes from somebody new in the same relation: for what ends a session or a relation. With `account` the
   * owner is somebody new too: for what ends an account.
   */
  readonly spare?: true | 'account';
}

/** `GET /api/v1/goals/{goalId}` to its row. */
export type Rows = Readonly<
  Record<`${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`, Row>
>;

/** The reviewed answers of a service, in one table or in several that different test files go through. */
export type AuthorizationTables = Readonly<Record<string, Rows>>;
