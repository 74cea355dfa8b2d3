import {
  atMostOneField,
  withoutRepetition,
  ofPattern,
  opaqueField,
  timeZoneField,
  withRules,
} from '@tribe/service-kit';
import { z } from 'zod';

const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/;
const rulePattern = /^[A-Z]+=[A-Z0-9,-]+(;[A-Z]+=[A-Z0-9,-]+){0,5}$/;

/** A weekday: 0 for Monday to 6 for Sunday, everywhere in the API. */
export const weekdays = (from: number, to: number) =>
  withRules(
    z.array(z.int().min(0).max(6)).min(from).max(to),
    withoutRepetition('may name each weekday once'),
  )
    .overwrite((days) => days.toSorted((a, b) => a - b))
    .meta({ example: [0, 2, 4] });

export const localTime = z
  .string()
  .regex(timeOfDay, 'is not a time such as 07:30')
  .meta({ example: '07:30' })
  .describe('`HH:MM` in your time zone');

export const restDays = weekdays(0, 6).describe(
  'Weekdays on which nothing is due, 0 for Monday; at most six',
);

/** A request and a response name the same zone; null follows the user. */
export const reminderTimezone = timeZoneField
  .meta({ example: 'Africa/Kigali' })
  .describe('The time zone in which the reminder stays; null if it follows yours');

export const frequencyDetails = withRules(
  z.strictObject({
    days_of_week: weekdays(1, 7).optional().describe('For `weekly`, 0 for Monday'),
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
    rule: withRules(
      opaqueField(200),
      ofPattern(rulePattern, 'is not a rule such as FREQ=WEEKLY;INTERVAL=2;BYDAY=MO'),
    )
      .optional()
      .meta({ example: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO' })
      .describe(
        'For `rrule`: `FREQ` (DAILY, WEEKLY, MONTHLY), `INTERVAL` up to 12, `BYDAY`, `BYMONTHDAY`, and `COUNT` or `UNTIL`',
      ),
  }),
  atMostOneField('may have the field of one frequency'),
).meta({ id: 'SystemFrequencyDetails', example: { days_of_week: [0, 2, 4] } });
