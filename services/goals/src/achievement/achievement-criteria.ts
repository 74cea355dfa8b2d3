import { z } from 'zod';

/** The kinds of facts that achievements count. */
export const achievementKinds = [
  'checkin',
  'streak_days',
  'streak_weeks',
  'goal_created',
  'goal_completed',
  'contribution',
  'reflection',
  'verification',
  'friendship',
  'partnership',
] as const;
export type AchievementKind = (typeof achievementKinds)[number];

const kind = z.enum(achievementKinds);
const atLeast = z.int().min(1).max(10_000);
const withinDays = z.int().min(1).max(366).optional();

/** The rule of an achievement, as stored. The operators are a closed set: a rule is data, never code. */
export const achievementCriteria = z.discriminatedUnion('operator', [
  /** A number of facts. */
  z.strictObject({
    operator: z.literal('count'),
    kind,
    at_least: atLeast,
    within_days: withinDays,
  }),
  /** A number of different days or items. */
  z.strictObject({
    operator: z.literal('distinct'),
    kind,
    of: z.enum(['day', 'item']),
    at_least: atLeast,
    within_days: withinDays,
  }),
  /** One fact with a value. */
  z.strictObject({ operator: z.literal('value'), kind, at_least: z.number().positive() }),
  /** A streak of one system, in days or weeks. */
  z.strictObject({
    operator: z.literal('streak'),
    unit: z.enum(['days', 'weeks']),
    at_least: atLeast,
  }),
]);
export type AchievementCriteria = z.infer<typeof achievementCriteria>;

/** Returns the kind of facts that a rule counts. */
export function kindOf(criteria: AchievementCriteria): AchievementKind {
  return criteria.operator === 'streak' ? `streak_${criteria.unit}` : criteria.kind;
}
