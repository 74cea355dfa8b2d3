import { emailField } from '@tribe/service-kit';
import { z } from 'zod';
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
