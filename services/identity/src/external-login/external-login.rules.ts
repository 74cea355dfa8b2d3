import { emailAddressOf, nameField } from '@tribe/service-kit';
import { z } from 'zod';
import { fallbackUsername, isReservedFullName } from '../user/username.rules';

export const providers = ['google', 'apple'] as const;
export type Provider = (typeof providers)[number];

/** The claims of an ID token that are read. Apple writes booleans as text. */
const claims = z.object({
  sub: z.string().min(1).max(255),
  exp: z.number(),
  email: z.string().transform(emailAddressOf).optional(),
  email_verified: z.union([z.boolean(), z.enum(['true', 'false'])]).optional(),
  name: z.string().optional(),
  nonce: z.string().optional(),
});

/** A user as the provider knows them. */
export interface ExternalIdentity {
  readonly provider: Provider;
  readonly subject: string;
  /** Only when the provider has verified the address; any other address proves nothing. */
  readonly verifiedEmail: string | undefined;
  readonly name: string | undefined;
  readonly nonce: string | undefined;
  readonly expiresAt: Date;
}

/** @returns undefined when the claims are not those of an ID token */
export function identityFrom(provider: Provider, payload: unknown): ExternalIdentity | undefined {
  const parsed = claims.safeParse(payload);
  if (!parsed.success) return undefined;
  const { sub: subject, exp, email, email_verified: verified, name, nonce } = parsed.data;
  const isVerified = verified === true || verified === 'true';

  return {
    provider,
    subject,
    verifiedEmail: isVerified ? email : undefined,
    name: usableName(name),
    nonce,
    expiresAt: new Date(exp * 1000),
  };
}

const maxNameLength = 100;
const usableNames = nameField(maxNameLength);

/** A name at the provider may be too long, or not allowed here. Shortened by code points, because half of one is no text. */
function usableName(name = ''): string | undefined {
  const shortened = Array.from(name.trim()).slice(0, maxNameLength).join('').trim();
  return shortened.isWellFormed() ? usableNames.safeParse(shortened).data : undefined;
}

const minLetters = 3;
const maxLetters = 30;

/** A username derived from the name or, when the name has too few letters of a username, from the address. */
export function usernameFrom(name: string | undefined, email: string): string {
  for (const text of [name ?? '', localPartOf(email)]) {
    const username = text
      .normalize('NFKD')
      .replaceAll(/[^A-Za-z0-9]/g, '')
      .toLowerCase()
      .slice(0, maxLetters);
    if (username.length >= minLetters) return username;
  }
  return fallbackUsername;
}

/** The name at the provider or, without one that is free for users, the address before the @. */
export function fullNameFrom(name: string | undefined, email: string): string {
  const names = [name, localPartOf(email)];
  return names.find((text) => text !== undefined && !isReservedFullName(text)) ?? fallbackUsername;
}

/** The part of an address before the @. */
function localPartOf(email: string): string {
  return email.split('@', 1)[0] ?? email;
}
