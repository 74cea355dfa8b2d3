import type { RequestScope } from '../context/request-context';

/** One unit of work that is done. */
export interface FinishedSpan {
  readonly scope: RequestScope;
  /** Of low cardinality: `GET /api/v1/goals/:id`, `process tribe.goals.goal.completed.v1`. */
  readonly name: string;
  readonly startedAt: Date;
  readonly failed: boolean;
  readonly attributes: Readonly<Record<string, string | number>>;
}
