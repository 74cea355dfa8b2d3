import { z } from 'zod';
import { isPlainText, isVisible } from '../user/user.rules';
import { nameOfAnybody } from '../user/username.rules';

export const providers = ['google', 'apple'] as const;
export type Provider = (typeof providers)[number];

/** What of an id token is read. Apple writes booleans as text. */
const claims = z.object({
  sub: z.string().min(1).max(255),
  exp: z.number(),
  email: z.email().max(255).toLowerCase().optional(),
  email_verified: z.union([z.boolean(), z.enum(['true', 'false'])]).optional(),
  name: z.string().optional(),
  nonce: z.string().optional(),
});

/** Somebody as the provider knows them. */
export interface ExternalIdentity {
  readonly provider: Provider;
  readonly subject: string;
  /** Only an address the provider has verified; any other says nothing of who asks. */
  readonly verifiedEmail: string | undefined;
  readonly name: string | undefined;
  readonly nonce: string | undefined;
  readonly expiresAt: Date;
}

/** @returns undefined when the claims are not those of an id token */
export function identityFrom(provider: Provider, payload: unknown): ExternalIdentity | undefined {
  const parsed = claims.safeParse(payload);
  if (!parsed.success) return undefined;
  const { sub: subject, exp, email, email_verified: verified, name, nonce } = parsed.data;
  const isVerified = verified === true || verified === 'true';
  return {
    provider,
    subject,
    verifiedEmail: isVerified ? email : undefined,
    name: nameFrom(name),
    nonce,
    expiresAt: new Date(exp * 1000),
  };
}

/** What people call themselves there may be nothing we would take from them. */
function nameFrom(told = ''): string | undefined {
  const name = told.trim();
  return isPlainText(name) && isVisible(name) ? name : undefined;
}

const fewestLetters = 3;
const mostLetters = 30;

/** A username made of a name or, if that has no letters of ours, of what stands before the @. */
export function usernameLike(name: string | undefined, email: string): string {
  for (const text of [name ?? '', email.split('@', 1)[0] ?? '']) {
    const plain = text
      .normalize('NFKD')
      .replaceAll(/[^A-Za-z0-9]/g, '')
      .toLowerCase()
      .slice(0, mostLetters);
    if (plain.length >= fewestLetters) return plain;
  }
  return nameOfAnybody;
}
