const attempts = 3;

/**
 * Fails unless some work takes at most `limitMs` in one of three attempts, because a busy machine may stall for seconds.
 *
 * @param prepare prepares an attempt and returns the work to time
 * @param undo takes back an attempt that took too long, before the next one
 * @throws Error with the durations
 * @example
 * await within(2_000, async () => {
 *   const phone = await logIn();
 *   return async () => {
 *     await logOut(phone);
 *     await eventually(() => isRefused(phone));
 *   };
 * });
 */
export async function within(
  limitMs: number,
  prepare: () => Promise<() => Promise<void>>,
  undo: () => Promise<void> = async () => undefined,
): Promise<void> {
  const durations: number[] = [];

  while (durations.length < attempts) {
    if (durations.length > 0) await undo();
    const work = await prepare();
    const start = performance.now();
    await work();
    const duration = Math.round(performance.now() - start);
    if (duration <= limitMs) return;
    durations.push(duration);
  }

  throw new Error(`Took ${durations.join(', ')} ms; at most ${limitMs} ms are allowed`);
}
