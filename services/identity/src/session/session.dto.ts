import { pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { accountResponse } from '../account/account.dto';
import { isPlainText } from '../user/user.rules';

const shortText = (maxLength: number) =>
  z.string().min(1).max(maxLength).refine(isPlainText, 'may not have control characters');

export const deviceInfo = z.strictObject({
  device_type: shortText(50).optional(),
  device_id: shortText(255).optional(),
  app_version: shortText(50).optional(),
});
export type DeviceInfo = z.infer<typeof deviceInfo>;

export const refreshBody = z.strictObject({ refresh_token: z.string().min(1).max(2048) });
export type RefreshBody = z.infer<typeof refreshBody>;

export const tokenResponse = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  token_type: z.literal('bearer'),
  /** Seconds. */
  expires_in: z.number().int(),
});
export type TokenResponse = z.infer<typeof tokenResponse>;

/** The answer to every kind of login. */
export const loginResponse = tokenResponse.extend({ user: accountResponse });
export type LoginResponse = z.infer<typeof loginResponse>;

export const sessionParams = z.object({ sessionId: z.uuid() });
export type SessionParams = z.infer<typeof sessionParams>;

export const listSessionsQuery = pageQuery;
export type ListSessionsQuery = z.infer<typeof listSessionsQuery>;

export const renameSessionBody = z.strictObject({ name: shortText(100).trim().min(1).nullable() });
export type RenameSessionBody = z.infer<typeof renameSessionBody>;

export const sessionResponse = z.object({
  id: z.uuid(),
  name: z.string().nullable().describe('The name that the owner gave the device'),
  device_type: z.string().nullable(),
  app_version: z.string().nullable(),
  network: z
    .string()
    .nullable()
    .describe('The IPv4 address or IPv6 network from which the session was last used'),
  place: z
    .object({
      city: z.string().nullable().describe('In English'),
      country: z.string().nullable().describe('ISO 3166-1 alpha-2'),
    })
    .nullable()
    .describe('The place of the network; null when it is not known'),
  current: z.boolean().describe('Whether this is the session of the request'),
  created_at: z.iso.datetime(),
  last_used_at: z.iso.datetime().describe('When it was opened or last refreshed'),
  expires_at: z.iso.datetime(),
});
export type SessionResponse = z.infer<typeof sessionResponse>;

export const listSessionsResponse = z.object({
  sessions: z.array(sessionResponse),
  pagination: paginationResponse,
});
