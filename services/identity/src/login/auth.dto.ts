import { z } from 'zod';
import {
  accountResponse,
  emailField,
  fullNameField,
  newAccountResponse,
  newUsernameField,
} from '../account/account.dto';
import { deviceInfo, tokenResponse } from '../session/session.dto';

export const registerBody = z.strictObject({
  email: emailField,
  username: newUsernameField,
  full_name: fullNameField,
  password: z.string().min(8).max(128),
  confirm_password: z.string().max(128),
});
export type RegisterBody = z.infer<typeof registerBody>;

export const loginBody = z.strictObject({
  email: emailField,
  password: z.string().min(1).max(128),
  device_info: deviceInfo.optional(),
});
export type LoginBody = z.infer<typeof loginBody>;

export const changePasswordBody = z.strictObject({
  current_password: z.string().min(1).max(128),
  new_password: z.string().min(8).max(128),
  confirm_password: z.string().max(128),
});
export type ChangePasswordBody = z.infer<typeof changePasswordBody>;

export const registerResponse = tokenResponse.extend({ user: newAccountResponse });
export type RegisterResponse = z.infer<typeof registerResponse>;

export const loginResponse = tokenResponse.extend({ user: accountResponse });
export type LoginResponse = z.infer<typeof loginResponse>;
