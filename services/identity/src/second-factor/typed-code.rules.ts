/**
 * A code as it was generated: people copy it with the space or the dash that apps show inside it (`123 456`), and keyboards
 * type full-width digits.
 */
export function plainCode(typed: string): string {
  return typed.normalize('NFKC').replaceAll(/[\s\p{Pd}\p{Cf}\u2212]/gu, '');
}
