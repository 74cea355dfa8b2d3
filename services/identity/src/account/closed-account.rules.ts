/** How long an account stays restorable after its owner deleted it, in days. */
export const graceDays = 30;

/** The columns that say whether an account is closed, and why. */
export interface ClosableAccount {
  readonly isActive: boolean;
  readonly eraseAfter: Date | null;
  readonly bannedAt: Date | null;
}

/** Whether a deleted account can still be restored by its owner. The account of a banned user cannot. */
export function canBeRestored(
  { isActive, eraseAfter, bannedAt }: ClosableAccount,
  now: Date,
): boolean {
  return !isActive && bannedAt === null && eraseAfter !== null && eraseAfter > now;
}
