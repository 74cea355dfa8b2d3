import { z } from 'zod';

/** A number in E.164, as Firebase writes it. */
export const e164 = /^\+[1-9]\d{6,14}$/;

/** How long after the user typed the code of Firebase a token is accepted, in milliseconds. */
const maxAgeMs = 10 * 60_000;
/** How far the clock of Firebase may be ahead of ours, in milliseconds. */
const clockToleranceMs = 60_000;

const claims = z.object({
  exp: z.number(),
  auth_time: z.number(),
  phone_number: z.string().regex(e164),
  firebase: z.object({ sign_in_provider: z.literal('phone') }),
});

export interface PhoneProof {
  readonly phoneNumber: string;
  readonly expiresAt: Date;
}

/**
 * The phone number that a token of Firebase proves. A token can be refreshed for years, and the number may belong to another
 * person by then, so it counts only shortly after the user typed a code.
 *
 * @returns undefined for claims that prove no phone number, or were made too long ago
 */
export function phoneProofFrom(payload: unknown, now: Date): PhoneProof | undefined {
  const parsed = claims.safeParse(payload);
  if (!parsed.success) return undefined;
  const { exp, auth_time: authenticatedAt, phone_number: phoneNumber } = parsed.data;
  const ageMs = now.getTime() - authenticatedAt * 1000;
  if (ageMs > maxAgeMs || ageMs < -clockToleranceMs) return undefined;

  return { phoneNumber, expiresAt: new Date(exp * 1000) };
}
