import { z } from 'zod';
import { plainTextField } from '../account/account-fields';
import { deviceInfo } from '../session/session.dto';

const base64url = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[\w-]+$/, 'is not base64url');

/** The whole result of `toJSON()` of a browser's credential (WebAuthn Level 3). */
const credentialOf = <Response extends z.ZodType>(response: Response) =>
  z.strictObject({
    id: base64url(1400),
    rawId: base64url(1400),
    type: z.literal('public-key'),
    response,
    clientExtensionResults: z.record(z.string().max(50), z.unknown()).optional(),
    authenticatorAttachment: z.string().max(20).nullish(),
  });

const newCredential = credentialOf(
  z.strictObject({
    clientDataJSON: base64url(4096),
    attestationObject: base64url(16_384),
    authenticatorData: base64url(4096).optional(),
    publicKey: base64url(4096).optional(),
    publicKeyAlgorithm: z.number().int().optional(),
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
);
export type NewCredential = z.infer<typeof newCredential>;

const assertion = credentialOf(
  z.strictObject({
    clientDataJSON: base64url(4096),
    authenticatorData: base64url(4096),
    signature: base64url(1024),
    userHandle: base64url(100).nullish(),
    attestationObject: base64url(16_384).nullish(),
  }),
);

/** The answer of a passkey to a challenge. */
export const assertionField = z.strictObject({ challenge_id: z.uuid(), credential: assertion });
export type Assertion = z.infer<typeof assertionField>;

const passkeyName = plainTextField(100).min(1);

export const registerPasskeyBody = z.strictObject({
  challenge_id: z.uuid(),
  name: passkeyName,
  credential: newCredential,
});
export type RegisterPasskeyBody = z.infer<typeof registerPasskeyBody>;

export const renamePasskeyBody = z.strictObject({ name: passkeyName });
export type RenamePasskeyBody = z.infer<typeof renamePasskeyBody>;

export const passkeyParams = z.object({ passkeyId: z.uuid() });
export type PasskeyParams = z.infer<typeof passkeyParams>;

export const passkeyLoginBody = assertionField.extend({ device_info: deviceInfo.optional() });
export type PasskeyLoginBody = z.infer<typeof passkeyLoginBody>;

export const passkeyOptionsResponse = z.object({
  challenge_id: z.uuid(),
  options: z
    .looseObject({ challenge: z.string() })
    .describe('Options for navigator.credentials (WebAuthn Level 3, JSON)'),
});

export const passkeyResponse = z.object({
  id: z.uuid(),
  name: z.string(),
  backed_up: z.boolean().describe('Whether the passkey is on more than one device'),
  created_at: z.iso.datetime(),
  last_used_at: z.iso.datetime().nullable(),
});
export type PasskeyResponse = z.infer<typeof passkeyResponse>;

export const passkeyListResponse = z.object({ passkeys: z.array(passkeyResponse) });
