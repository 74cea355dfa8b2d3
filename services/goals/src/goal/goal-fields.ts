import { z } from 'zod';
import type { GoalStatus } from '../generated/prisma/enums';
import { isCurrency } from './currency.rules';
import { maxAmount } from './goal.rules';

const atMostTwoPlaces = /^\d+(\.\d{1,2})?$/;

/** An amount of money: above zero, at most two decimals, at most the maximum of numeric(12,2). */
export const positiveAmount = z
  .number()
  .positive()
  .max(Number(maxAmount))
  .refine((value) => atMostTwoPlaces.test(String(value)), 'may have at most two decimals')
  .meta({ example: 150.0 });

export const currencyCode = z
  .string()
  .regex(/^[A-Z]{3}$/, 'is not an ISO 4217 code')
  .refine(isCurrency, 'is not an ISO 4217 code')
  .meta({ example: 'USD' });

export const imageUrl = z
  .url({ protocol: /^https?$/ })
  .max(2048)
  .meta({ example: 'https://example.com/costa-rica.jpg' });

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
