import { type Change, change, type Refusal, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { UpdateGoalBody } from './goal.dto';
import type { Goal } from './goal.queries';

/** A step in the life of a goal, with an endpoint of its own. */
export type GoalStep = 'complete' | 'pause' | 'resume' | 'archive' | 'reopen';

/** Decides the change by which a goal takes a step; the rules of changes then decide whether its status permits it. */
export function decideStep(
  { status }: Pick<Goal, 'status'>,
  step: GoalStep,
): Change<UpdateGoalBody> | Refusal {
  switch (step) {
    case 'complete':
      return change({ status: 'completed' });
    case 'pause':
      return change({ status: 'paused' });
    case 'archive':
      return change({ is_archived: true });
    case 'resume':
      if (status !== 'paused' && status !== 'active') return refuse(errors.GOAL_STATUS_CONFLICT);
      return change({ status: 'active' });
    case 'reopen':
      if (status !== 'completed' && status !== 'cancelled') return change({ is_archived: false });
      return change({ status: 'active', is_archived: false });
  }
}
