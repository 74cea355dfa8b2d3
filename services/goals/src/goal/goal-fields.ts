import { isCurrency, ofFormat, withDecimals, withRules } from '@tribe/service-kit';
import { z } from 'zod';
import type { GoalStatus } from '../generated/prisma/enums';
import { maxAmount } from './goal.rules';

/** An amount of money: above zero, at most the maximum of a goal. Rules compare its decimals with those of the currency. */
export const positiveAmount = withRules(
  z.number().positive().max(Number(maxAmount)),
  withDecimals(3, 'has too many decimals'),
)
  .meta({ example: 150.0 })
  .describe('With at most the decimals of the currency: 0 for JPY, 2 for USD, 3 for KWD');

export const currencyCode = withRules(
  z.string().regex(/^[A-Z]{3}$/, 'is not an ISO 4217 code'),
  ofFormat('iso-4217', isCurrency, 'is not an ISO 4217 code'),
).meta({ example: 'USD' });

export const maxMilestones = 50;

/** Accepted status names, including the aliases of other clients, with the status that they mean. */
export const statusByName = {
  not_started: 'not_started',
  active: 'active',
  paused: 'paused',
  completed: 'completed',
  cancelled: 'cancelled',
  in_progress: 'active',
  on_hold: 'paused',
  achieved: 'completed',
  abandoned: 'cancelled',
} as const satisfies Record<string, GoalStatus>;

export type StatusName = keyof typeof statusByName;
export const statusNames = Object.keys(statusByName) as StatusName[];
