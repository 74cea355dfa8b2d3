import { nameField, opaqueField } from '@tribe/service-kit';
import { isUsername } from '../user/user.rules';
import { isReservedFullName, isReservedUsername } from '../user/username.rules';

export const usernameField = opaqueField(50)
  .min(3)
  .refine(isUsername, 'may have letters, digits, underscores, and single dots between them')
  .meta({ example: 'clarie' });

/** A username that a user wants to take. */
export const newUsernameField = usernameField.refine(
  (username) => !isReservedUsername(username),
  'is reserved',
);

export const fullNameField = nameField(100)
  .refine((name) => !isReservedFullName(name), 'is reserved')
  .meta({ example: 'Clarie Uwase' });

/** For the body of a merge-patch. */
export const hasChanges = (body: object): boolean =>
  Object.values(body).some((value) => value !== undefined);
export const noChangesMessage = 'has nothing to change';
