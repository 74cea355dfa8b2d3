import { emailField } from '@tribe/service-kit';
import { z } from 'zod';
import { fullNameField, newUsernameField } from '../account/account-fields';
import { newAccountResponse } from '../account/account.dto';
import { confirmationField, newPasswordField } from '../password/password-fields';
import { tokenResponse } from '../session/session.dto';

export const registerBody = z
  .strictObject({
    email: emailField,
    username: newUsernameField,
    full_name: fullNameField,
    password: newPasswordField,
    confirm_password: confirmationField,
  })
  .meta({ id: 'RegisterUserRequest' });
export type RegisterBody = z.infer<typeof registerBody>;

export const registerResponse = tokenResponse
  .extend({ user: newAccountResponse })
  .meta({ id: 'Registration' });
export type RegisterResponse = z.infer<typeof registerResponse>;
