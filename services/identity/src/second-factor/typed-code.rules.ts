/** Codes as people type them, in ASCII, as the OpenAPI document describes them. */
export const plainTypedCode = /^[ -]*(?:[A-Za-z0-9][ -]*){6,20}$/;

/** Codes of an authenticator app as people type them, in ASCII. */
export const plainTypedDigits = /^[ -]*(?:[0-9][ -]*){6}$/;

/**
 * A code as it was generated: people copy it with the space or the dash that apps show inside it (`123 456`), and keyboards
 * type full-width digits.
 */
export function plainCode(typed: string): string {
  return typed.normalize('NFKC').replaceAll(/[\s\p{Pd}\p{Cf}\u2212]/gu, '');
}
