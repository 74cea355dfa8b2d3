import { change, dayMs, type Decision, refuse } from '@tribe/service-kit';
import { errors } from '../errors';

const hourMs = 3_600_000;
const limits = [
  { max: 2, windowMs: hourMs },
  { max: 6, windowMs: dayMs },
] as const;

/** Whether an alert is for the members of a channel or of the whole team. */
export const alertScopes = ['channel', 'team'] as const;
export type AlertScope = (typeof alertScopes)[number];

/** The most alerts of a sender that the limits count. */
export const maxCounted = 6;

/** How long a confirmation is valid. */
const confirmationMs = 5 * 60_000;

/**
 * Decides whether a sender raises another alert: two in an hour, and six in a day.
 *
 * @param raisedAt the times of the last alerts of the sender, newest first
 */
export function decideAlert(raisedAt: readonly Date[], now: Date): Decision<{ createdAt: Date }> {
  const waits = limits.map(({ max, windowMs }) => waitMs(raisedAt[max - 1], windowMs, now));
  const wait = Math.max(...waits);
  if (wait <= 0) return change({ createdAt: now });

  return refuse(errors.ALERT_LIMIT_REACHED, { retryAfterSeconds: Math.ceil(wait / 1_000) });
}

/** @param last the oldest alert that must have left the window */
function waitMs(last: Date | undefined, windowMs: number, now: Date): number {
  return last === undefined ? 0 : last.getTime() + windowMs - now.getTime();
}

export function isConfirmed(issuedAt: Date, now: Date): boolean {
  const ageMs = now.getTime() - issuedAt.getTime();
  return ageMs >= 0 && ageMs < confirmationMs;
}
