import { timeZoneField } from '@tribe/service-kit';
import { z } from 'zod';

const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/;
const rulePattern = /^[A-Z]+=[A-Z0-9,-]+(;[A-Z]+=[A-Z0-9,-]+){0,5}$/;
const isUnique = (days: readonly number[]) => new Set(days).size === days.length;

/** A weekday: 0 for Monday to 6 for Sunday, everywhere in the API. */
export const weekdays = z
  .array(z.int().min(0).max(6))
  .max(7)
  .refine(isUnique, 'may name each weekday once')
  .overwrite((days) => days.toSorted((a, b) => a - b))
  .meta({ example: [0, 2, 4] });

export const localTime = z
  .string()
  .regex(timeOfDay, 'is not a time such as 07:30')
  .meta({ example: '07:30' })
  .describe('`HH:MM` in your time zone');

/** A request and a response name the same zone; null follows the user. */
export const reminderTimezone = timeZoneField
  .meta({ example: 'Africa/Kigali' })
  .describe('The time zone in which the reminder stays; null if it follows yours');

export const restDays = weekdays
  .refine((days) => days.length < 7, 'may not contain every day')
  .describe('Weekdays on which nothing is due, 0 for Monday');

export const frequencyDetails = z
  .strictObject({
    days_of_week: weekdays
      .refine((days) => days.length > 0, 'may not be empty')
      .optional()
      .describe('For `weekly`, 0 for Monday'),
    times: z
      .int()
      .min(1)
      .max(7)
      .optional()
      .meta({ example: 3 })
      .describe('For `times_per_week`: days per week from Monday to Sunday'),
    day_of_month: z
      .int()
      .min(1)
      .max(31)
      .optional()
      .meta({ example: 31 })
      .describe('For `monthly`; 29 to 31 mean the last day of a shorter month'),
    rule: z
      .string()
      .regex(rulePattern, 'is not a rule such as FREQ=WEEKLY;INTERVAL=2;BYDAY=MO')
      .refine((rule) => rule.length <= 200, 'is too long')
      .optional()
      .meta({ example: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO' })
      .describe(
        'For `rrule`: `FREQ` (DAILY, WEEKLY, MONTHLY), `INTERVAL` up to 12, `BYDAY`, `BYMONTHDAY`, and `COUNT` or `UNTIL`',
      ),
  })
  .meta({ id: 'SystemFrequencyDetails', example: { days_of_week: [0, 2, 4] } });
