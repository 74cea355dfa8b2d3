import { CronExpressionParser } from 'cron-parser';

/**
 * The latest time at or before `now` at which the cron expression fires, in UTC.
 *
 * @throws Error when the expression is no cron expression of five or six fields (the six-field form starts with
 * seconds).
 */
export function latestSlot(cron: string, now: Date): Date {
  // The parser looks strictly before the time it is given; a slot that starts this very millisecond counts.
  return parse(cron, new Date(now.getTime() + 1))
    .prev()
    .toDate();
}

/** The first time after `now` at which the cron expression fires, in UTC. */
export function nextSlot(cron: string, now: Date): Date {
  return parse(cron, now).next().toDate();
}

function parse(cron: string, currentDate: Date) {
  const fields = cron.trim().split(/\s+/).length;
  if (fields !== 5 && fields !== 6)
    throw new Error(`"${cron}" is no cron expression: it needs five or six fields`);
  return CronExpressionParser.parse(cron, { currentDate, tz: 'UTC' });
}
