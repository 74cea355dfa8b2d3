import { z } from 'zod';
import { confirmationField, newPasswordField, passwordField } from './password-fields';

export const changePasswordBody = z.strictObject({
  current_password: passwordField,
  new_password: newPasswordField,
  confirm_password: confirmationField,
});
export type ChangePasswordBody = z.infer<typeof changePasswordBody>;
