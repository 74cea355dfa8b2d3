import { AppError, type AppErrorOptions } from '../errors/app-error';
import type { ErrorType } from '../errors/error-type';

/** The request changes something. */
export interface Change<To> {
  readonly kind: 'change';
  readonly to: To;
}

/** The request succeeds and changes nothing. */
export interface Keep {
  readonly kind: 'keep';
}

/** The request fails. */
export interface Refusal {
  readonly kind: 'refuse';
  readonly error: ErrorType;
  readonly options?: AppErrorOptions;
}

/** What a rule of a `*.rules.ts` decides about a request. A rule that never keeps is a `Change<To> | Refusal`. */
export type Decision<To> = Change<To> | Keep | Refusal;

/** What a permission rule decides: the request may go on, or it is refused. */
export type Permission = Keep | Refusal;

export const keep: Keep = { kind: 'keep' };

/** The request may go on. */
export const allow: Permission = keep;

export function change<To>(to: To): Change<To> {
  return { kind: 'change', to };
}

export function refuse(error: ErrorType, options?: AppErrorOptions): Refusal {
  return { kind: 'refuse', error, ...(options && { options }) };
}

/**
 * Turns a decision into what to change.
 *
 * @returns undefined when nothing changes
 * @throws AppError when the rule refused
 */
export function settle<To>(decision: Change<To> | Refusal): To;
export function settle<To>(decision: Decision<To>): To | undefined;
export function settle<To>(decision: Decision<To>): To | undefined {
  if (decision.kind === 'refuse') throw new AppError(decision.error, decision.options);
  return decision.kind === 'change' ? decision.to : undefined;
}
