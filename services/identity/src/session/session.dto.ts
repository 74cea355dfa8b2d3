import { id, pageQuery, paginationResponse, nameField } from '@tribe/service-kit';
import { z } from 'zod';
import { accountResponse } from '../account/account.dto';

export const deviceInfo = z
  .strictObject({
    device_type: nameField(50).optional().meta({ example: 'ios' }),
    device_id: nameField(255).optional().meta({ example: '6f2c1d34-ios' }),
    app_version: nameField(50).optional().meta({ example: '1.0.0' }),
  })
  .meta({ id: 'DeviceInfo' });
export type DeviceInfo = z.infer<typeof deviceInfo>;

const refreshToken = z.string().meta({
  example: 'eyJhbGciOiJFUzI1NiJ9.eyJ0eXBlIjoicmVmcmVzaCJ9.c2lnbmF0dXJl',
});

export const refreshBody = z
  .strictObject({ refresh_token: refreshToken.min(1).max(2048) })
  .meta({ id: 'RefreshTokensRequest' });
export type RefreshBody = z.infer<typeof refreshBody>;

export const tokenResponse = z
  .object({
    access_token: z.string().meta({
      example: 'eyJhbGciOiJFUzI1NiJ9.eyJ0eXBlIjoiYWNjZXNzIn0.c2lnbmF0dXJl',
    }),
    refresh_token: refreshToken,
    token_type: z.literal('bearer'),
    expires_in: z.int().describe('Lifetime of the access token in seconds').meta({ example: 3600 }),
  })
  .meta({ id: 'TokenPair' });
export type TokenResponse = z.infer<typeof tokenResponse>;

/** The response to every kind of login. */
export const loginResponse = tokenResponse.extend({ user: accountResponse }).meta({ id: 'Login' });
export type LoginResponse = z.infer<typeof loginResponse>;

export const sessionParams = z.object({ sessionId: id });
export type SessionParams = z.infer<typeof sessionParams>;

export const listSessionsQuery = pageQuery;
export type ListSessionsQuery = z.infer<typeof listSessionsQuery>;

export const renameSessionBody = z
  .strictObject({
    name: nameField(100).nullable().meta({ example: "Clarie's phone" }),
  })
  .meta({ id: 'RenameSessionRequest' });
export type RenameSessionBody = z.infer<typeof renameSessionBody>;

const placeResponse = z
  .object({
    city: z.string().nullable().describe('In English').meta({ example: 'Kigali' }),
    country: z.string().nullable().describe('ISO 3166-1 alpha-2').meta({ example: 'RW' }),
  })
  .meta({ id: 'SessionPlace' });

export const sessionResponse = z
  .object({
    id,
    name: z
      .string()
      .nullable()
      .describe('The name that the owner gave the device')
      .meta({ example: "Clarie's phone" }),
    device_type: z.string().nullable().meta({ example: 'ios' }),
    app_version: z.string().nullable().meta({ example: '1.0.0' }),
    network: z
      .string()
      .nullable()
      .describe('The IPv4 address or IPv6 network from which the session was last used')
      .meta({ example: '203.0.113.7' }),
    place: placeResponse.nullable().describe('The place of the network; null when it is not known'),
    current: z.boolean().describe('Whether this is the session of the request'),
    created_at: z.iso.datetime(),
    last_used_at: z.iso.datetime().describe('When it was opened or last refreshed'),
    expires_at: z.iso.datetime(),
  })
  .meta({ id: 'Session' });
export type SessionResponse = z.infer<typeof sessionResponse>;

export const listSessionsResponse = z
  .object({ sessions: z.array(sessionResponse), pagination: paginationResponse })
  .meta({ id: 'SessionList' });
