import { nameField, ofPattern, opaqueField, withRules } from '@tribe/service-kit';
import { usernamePattern } from '../user/user.rules';
import { isReservedFullName, isReservedUsername } from '../user/username.rules';

export const usernameField = withRules(
  opaqueField(50).min(3),
  ofPattern(usernamePattern, 'may have letters, digits, underscores, and single dots between them'),
).meta({ example: 'clarie' });

/** A username that a user wants to take. */
export const newUsernameField = usernameField
  .refine((username) => !isReservedUsername(username), 'is reserved')
  .describe('Names that speak for Tribe, such as `admin` and `support`, are reserved');

export const fullNameField = nameField(100)
  .refine((name) => !isReservedFullName(name), 'is reserved')
  .describe('Names that speak for Tribe, such as `Tribe Support`, are reserved')
  .meta({ example: 'Clarie Uwase' });
