import { Secret, TOTP } from 'otpauth';

const secretBytes = 20;
const periodMs = 30_000;

/** What every authenticator app understands (RFC 6238): six digits of SHA-1, a new code each half minute. */
const settings = {
  issuer: 'Tribe',
  algorithm: 'SHA1',
  digits: 6,
  period: periodMs / 1000,
} as const;

/** A new secret, in base32 as apps take it. */
export function newTotpSecret(): string {
  return new Secret({ size: secretBytes }).base32;
}

/** What the QR code for the app says. */
export function totpUri(secret: string, account: string): string {
  return totpOf(secret, account).toString();
}

/**
 * The half minute a code belongs to; the one before and the one after the present are taken too, because clocks differ.
 *
 * @returns undefined when the code belongs to none of them, or only to one that is not after `usedUpTo`
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
