import { CronExpressionParser } from 'cron-parser';

/**
 * Returns the latest time at or before `now` at which the cron expression fires, in UTC.
 *
 * @throws Error unless the expression is a cron expression of five fields, or six with seconds first
 */
export function latestSlot(cron: string, now: Date): Date {
  // The parser returns times strictly before the given one, but a slot at `now` counts.
  return parse(cron, new Date(now.getTime() + 1))
    .prev()
    .toDate();
}

/** Returns the first time after `now` at which the cron expression fires, in UTC. */
export function nextSlot(cron: string, now: Date): Date {
  return parse(cron, now).next().toDate();
}

function parse(cron: string, currentDate: Date) {
  const fields = cron.trim().split(/\s+/).length;
  if (fields !== 5 && fields !== 6)
    throw new Error(`"${cron}" is not a cron expression: it needs five or six fields`);
  return CronExpressionParser.parse(cron, { currentDate, tz: 'UTC' });
}
