import { id, nameField, opaqueField } from '@tribe/service-kit';
import { z } from 'zod';
import { deviceInfo } from '../session/session.dto';

const base64url = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[\w-]+$/, 'is not base64url')
    .meta({ example: 'T3VyIGV4YW1wbGU' });

/** The whole result of `toJSON()` of a browser's credential (WebAuthn Level 3). */
const credentialOf = <Response extends z.ZodType>(response: Response) =>
  z.strictObject({
    id: base64url(1400),
    rawId: base64url(1400),
    type: z.literal('public-key'),
    response,
    clientExtensionResults: z.record(opaqueField(50), z.unknown()).optional(),
    authenticatorAttachment: opaqueField(20).nullish().meta({ example: 'platform' }),
  });

const attestation = z
  .strictObject({
    clientDataJSON: base64url(4096),
    attestationObject: base64url(16_384),
    authenticatorData: base64url(4096).optional(),
    publicKey: base64url(4096).optional(),
    publicKeyAlgorithm: z.int32().optional().meta({ example: -7 }),
    transports: z
      .array(opaqueField(20))
      .max(10)
      .optional()
      .meta({ example: ['internal'] }),
  })
  .meta({ id: 'AuthenticatorAttestation' });

const assertion = z
  .strictObject({
    clientDataJSON: base64url(4096),
    authenticatorData: base64url(4096),
    signature: base64url(1024),
    userHandle: base64url(100).nullish(),
    attestationObject: base64url(16_384).nullish(),
  })
  .meta({ id: 'AuthenticatorAssertion' });

const newCredential = credentialOf(attestation).meta({ id: 'NewPasskeyCredential' });
export type NewCredential = z.infer<typeof newCredential>;

const knownCredential = credentialOf(assertion).meta({ id: 'PasskeyCredential' });

/** The answer of a passkey to a challenge. */
export const assertionField = z
  .strictObject({ challenge_id: id, credential: knownCredential })
  .meta({ id: 'PasskeyAssertion' });
export type Assertion = z.infer<typeof assertionField>;

const passkeyName = nameField(100).meta({ example: "Clarie's phone" });

export const registerPasskeyBody = z
  .strictObject({ challenge_id: id, name: passkeyName, credential: newCredential })
  .meta({ id: 'RegisterPasskeyRequest' });
export type RegisterPasskeyBody = z.infer<typeof registerPasskeyBody>;

export const renamePasskeyBody = z
  .strictObject({ name: passkeyName })
  .meta({ id: 'RenamePasskeyRequest' });
export type RenamePasskeyBody = z.infer<typeof renamePasskeyBody>;

export const passkeyParams = z.object({ passkeyId: id });
export type PasskeyParams = z.infer<typeof passkeyParams>;

export const passkeyLoginBody = assertionField
  .extend({ device_info: deviceInfo.optional() })
  .meta({ id: 'LogInWithPasskeyRequest' });
export type PasskeyLoginBody = z.infer<typeof passkeyLoginBody>;

const webAuthnOptions = z
  .looseObject({ challenge: z.string().meta({ example: 'T3VyIGNoYWxsZW5nZQ' }) })
  .meta({
    id: 'WebAuthnOptions',
    description: 'Options for navigator.credentials (WebAuthn Level 3, JSON)',
  });

export const passkeyOptionsResponse = z
  .object({ challenge_id: id, options: webAuthnOptions })
  .meta({ id: 'PasskeyChallenge' });

export const passkeyResponse = z
  .object({
    id,
    name: z.string().meta({ example: "Clarie's phone" }),
    backed_up: z.boolean().describe('Whether the passkey is on more than one device'),
    created_at: z.iso.datetime(),
    last_used_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Passkey' });
export type PasskeyResponse = z.infer<typeof passkeyResponse>;

export const passkeyListResponse = z
  .object({ passkeys: z.array(passkeyResponse) })
  .meta({ id: 'PasskeyList' });
