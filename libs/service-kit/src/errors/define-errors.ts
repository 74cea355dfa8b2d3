import { commonErrors } from './common-errors';
import { type ErrorDeclarations, type ErrorTypes, toErrorTypes } from './error-type';

/**
 * Declares the errors of a service, in `src/errors.ts`. The result holds them together with those that every service
 * has. Clients switch on the code, so a code is never renamed or given another status; a new situation gets a new code.
 *
 * @throws Error for a code that every service has already
 * @example
 * export const errors = defineErrors({ GOAL_NOT_FOUND: [404, 'No such goal'] });
 * throw new AppError(errors.GOAL_NOT_FOUND);
 */
export function defineErrors<const Declared extends ErrorDeclarations>(
  declarations: Declared,
): ErrorTypes<Declared> & typeof commonErrors {
  const taken = Object.keys(declarations).find((code) => code in commonErrors);
  if (taken) throw new Error(`${taken} is an error of every service`);
  return { ...commonErrors, ...toErrorTypes(declarations) };
}
