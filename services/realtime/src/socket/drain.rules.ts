/** Other pods accept this number of reconnects per second without a queue. */
const reconnectsPerSecond = 500;
const minSpreadMs = 5_000;
const maxSpreadMs = 30_000;

/**
 * Returns the period, in milliseconds, within which the clients of a stopping pod reconnect at random times, so that they do
 * not overload the other pods.
 */
export function reconnectSpreadMs(sockets: number): number {
  return Math.min(maxSpreadMs, Math.max(minSpreadMs, (sockets * 1_000) / reconnectsPerSecond));
}
