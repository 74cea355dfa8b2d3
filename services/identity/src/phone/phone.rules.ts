import { z } from 'zod';
import type { Settings } from '../settings/settings.rules';

/** A number in E.164, as Firebase writes it. */
export const e164 = /^\+[1-9]\d{6,14}$/;

/** How long ago somebody may have shown at Firebase that the number is theirs, in milliseconds. */
export const recentMs = 10 * 60_000;
/** How much its clock may be ahead of ours. */
const toleranceMs = 60_000;

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
 * What a token of Firebase says of a phone. Refreshing renews a token for years, so it counts only when its owner typed a
 * code a moment ago: the number may be somebody else's by now.
 *
 * @returns undefined when it says nothing of a phone, or said it too long ago
 */
export function phoneProofFrom(payload: unknown, now: Date): PhoneProof | undefined {
  const parsed = claims.safeParse(payload);
  if (!parsed.success) return undefined;
  const { exp, auth_time: shownAt, phone_number: phoneNumber } = parsed.data;
  const age = now.getTime() - shownAt * 1000;
  if (age > recentMs || age < -toleranceMs) return undefined;
  return { phoneNumber, expiresAt: new Date(exp * 1000) };
}

/** The settings as others go by them: who has shown no number is found by none. */
export function reachable<S extends Settings>(settings: S, hasPhoneNumber: boolean): S {
  return { ...settings, discoverableByPhone: settings.discoverableByPhone && hasPhoneNumber };
}
