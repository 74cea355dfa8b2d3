import { dayMs, wallTimeIn } from '@tribe/service-kit';
import type { SummaryCandidate } from './digest-mail.queries';

const hourMs = 3_600_000;
/** On the user's clock, and after the start of the user's day, which is at 06:00 at the latest. */
const summaryHour = 8;

/** Returns the date of the user's day if its summary is due and not sent. */
export function summaryDateOf(
  { timezone, lastDate }: SummaryCandidate,
  now: Date,
): string | undefined {
  const wall = wallTimeIn(timezone, now).getTime();
  if (wall % dayMs < summaryHour * hourMs) return undefined;
  const date = new Date(wall).toISOString().slice(0, 10);

  return lastDate === null || lastDate < date ? date : undefined;
}
