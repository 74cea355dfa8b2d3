import { Secret, TOTP } from 'otpauth';

const secretBytes = 20;
const periodMs = 30_000;

/** The settings that every authenticator app supports (RFC 6238): SHA-1, six digits, a new code every 30 seconds. */
const settings = {
  issuer: 'Tribe',
  algorithm: 'SHA1',
  digits: 6,
  period: periodMs / 1000,
} as const;

/** A new secret, in base32. */
export function newTotpSecret(): string {
  return new Secret({ size: secretBytes }).base32;
}

/** The content of the QR code for the app. */
export function totpUri(secret: string, account: string): string {
  return totpOf(secret, account).toString();
}

/**
 * The time step of 30 seconds that a code belongs to: the current one or, because clocks differ, the one before or after.
 *
 * @param usedUpTo the last step whose code was used; no code of it or of an earlier step is accepted
 * @returns undefined when the code belongs to no step that is accepted
 */
export function totpStep(
  secret: string,
  code: string,
  now: Date,
  usedUpTo: bigint | null,
): bigint | undefined {
  const delta = totpOf(secret).validate({ token: code, timestamp: now.getTime(), window: 1 });
  if (delta === null) return undefined;
  const step = BigInt(Math.floor(now.getTime() / periodMs) + delta);

  return usedUpTo === null || step > usedUpTo ? step : undefined;
}

function totpOf(secret: string, label?: string): TOTP {
  return new TOTP({
    ...settings,
    ...(label !== undefined && { label }),
    secret: Secret.fromBase32(secret),
  });
}
