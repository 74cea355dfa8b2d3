import type { checkinView } from '../checkin/checkin.view';
import type { goalSummaryView } from '../goal/goal.view';
import type { systemView } from '../system/system.view';
import type { Changes } from './goal-changes.rules';

interface Kinds {
  readonly goals: Changes<ReturnType<typeof goalSummaryView>>;
  readonly systems: Changes<ReturnType<typeof systemView>>;
  readonly checkins: Changes<ReturnType<typeof checkinView>>;
}

/** The part of goals in the response of `GET /sync`. */
export function goalChangesView(
  { goals, systems, checkins }: Kinds,
  { isReset, partnerIds }: { isReset: boolean; partnerIds: readonly string[] },
) {
  const kinds = Object.entries({ goals, systems, checkins });

  return {
    reset: isReset,
    goals: goals.changed,
    removed_goal_ids: goals.removedIds,
    systems: systems.changed,
    removed_system_ids: systems.removedIds,
    checkins: checkins.changed,
    removed_checkin_ids: checkins.removedIds,
    partner_ids: partnerIds,
    gaps: kinds.filter(([, { hasGap }]) => hasGap).map(([kind]) => kind),
  };
}
