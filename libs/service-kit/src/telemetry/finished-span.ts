import type { RequestScope } from '../context/request-context';

/** A finished unit of work. */
export interface FinishedSpan {
  readonly scope: RequestScope;
  /** Must have low cardinality: `GET /api/v1/goals/:id`, `process tribe.goals.goal.completed.v1`. */
  readonly name: string;
  readonly startedAt: Date;
  readonly failed: boolean;
  readonly attributes: Readonly<Record<string, string | number>>;
}
