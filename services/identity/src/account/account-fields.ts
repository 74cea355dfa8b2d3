import { z } from 'zod';
import { isPlainText, isUsername, isVisible } from '../user/user.rules';
import { isReservedFullName, isReservedUsername } from '../user/username.rules';

export const usernameField = z
  .string()
  .min(3)
  .max(50)
  .refine(isUsername, 'may have letters, digits, underscores, and single dots between them')
  .meta({ example: 'clarie' });

/** A username that a user wants to take. */
export const newUsernameField = usernameField.refine(
  (username) => !isReservedUsername(username),
  'is reserved',
);

/** A line of text. */
export const plainTextField = (maxLength: number) =>
  z.string().trim().max(maxLength).refine(isPlainText, 'may not have control characters');

export const fullNameField = plainTextField(100)
  .min(1)
  .refine(isVisible, 'must have at least one visible character')
  .refine((name) => !isReservedFullName(name), 'is reserved')
  .meta({ example: 'Clarie Uwase' });

/** For the body of a merge-patch. */
export const hasChanges = (body: object): boolean =>
  Object.values(body).some((value) => value !== undefined);
export const noChangesMessage = 'has nothing to change';
