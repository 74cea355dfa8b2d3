import { z } from 'zod';
import { confirmationField, newPasswordField, passwordField } from './password-fields';

export const changePasswordBody = z
  .strictObject({
    current_password: passwordField,
    new_password: newPasswordField,
    confirm_password: confirmationField,
  })
  .meta({ id: 'ChangePasswordRequest' });
export type ChangePasswordBody = z.infer<typeof changePasswordBody>;
