const windowMs = 60_000;
const maxCrashes = 5;
const firstDelayMs = 500;
const maxDelayMs = 8_000;

/** The action for a service that exited. */
export type RestartDecision =
  | { readonly kind: 'restart'; readonly afterMs: number }
  | { readonly kind: 'give-up' };

/**
 * Waits 0.5 s before the first restart and twice as long before each further one, at most 8 s. Gives up at the fifth
 * crash within a minute.
 *
 * @param crashes times of all crashes in milliseconds, the last one included
 */
export function planRestart(crashes: readonly number[], now: number): RestartDecision {
  const recent = crashes.filter((time) => now - time < windowMs).length;
  if (recent >= maxCrashes) return { kind: 'give-up' };
  return { kind: 'restart', afterMs: Math.min(maxDelayMs, firstDelayMs * 2 ** (recent - 1)) };
}
