import { z } from 'zod';
import { emailField } from '../account/account-fields';
import { passwordField } from '../password/password-fields';
import { deviceInfo } from '../session/session.dto';

export const loginBody = z
  .strictObject({
    email: emailField,
    password: passwordField,
    device_info: deviceInfo.optional(),
  })
  .meta({ id: 'LogInWithPasswordRequest' });
export type LoginBody = z.infer<typeof loginBody>;
