import { commonErrors } from './common-errors';
import { type ErrorDeclarations, type ErrorTypes, toErrorTypes } from './error-type';

/**
 * Declares the errors of a service, in `src/errors.ts`, and adds the common errors. Clients match on the code, so never
 * rename a code or change its status; add a new code for a new case.
 *
 * @throws Error when a common error has the same code
 * @example
 * export const errors = defineErrors({ GOAL_NOT_FOUND: [404, 'No such goal'] });
 * throw new AppError(errors.GOAL_NOT_FOUND);
 */
export function defineErrors<const Declared extends ErrorDeclarations>(
  declarations: Declared,
): ErrorTypes<Declared> & typeof commonErrors {
  const taken = Object.keys(declarations).find((code) => code in commonErrors);
  if (taken) throw new Error(`${taken} is the code of a common error`);
  return { ...commonErrors, ...toErrorTypes(declarations) };
}
