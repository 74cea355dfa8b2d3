import { AppError, type AppErrorOptions } from '../errors/app-error';
import type { ErrorType } from '../errors/error-type';

/** The request changes the state to `to`. */
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

/** The result of a decision in `*.rules.ts`. A decision that never keeps has the type `Change<To> | Refusal`. */
export type Decision<To> = Change<To> | Keep | Refusal;

/** The result of a permission rule: the request is allowed or refused. */
export type Permission = Keep | Refusal;

export const keep: Keep = { kind: 'keep' };

/** The request is allowed. */
export const allow: Permission = keep;

export function change<To>(to: To): Change<To> {
  return { kind: 'change', to };
}

export function refuse(error: ErrorType, options?: AppErrorOptions): Refusal {
  return { kind: 'refuse', error, ...(options && { options }) };
}

/**
 * Returns the change of a decision.
 *
 * @returns undefined for `keep`
 * @throws AppError for `refuse`
 */
export function settle<To>(decision: Change<To> | Refusal): To;
export function settle<To>(decision: Decision<To>): To | undefined;
export function settle<To>(decision: Decision<To>): To | undefined {
  if (decision.kind === 'refuse') throw new AppError(decision.error, decision.options);
  return decision.kind === 'change' ? decision.to : undefined;
}
