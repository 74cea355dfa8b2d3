import {
  type CheckInRecordedSchema,
  CheckInStatus,
  type StreakChangedSchema,
  StreakUnit,
  type System,
  type SystemUpdate,
} from '@tribe/contracts';
import { delivered, type Source } from './deliveries.rules';

export function checkinUpdate(
  event: Source<typeof CheckInRecordedSchema>,
  system: System,
): SystemUpdate {
  const { checkIn } = event.data;
  const status = CheckInStatus[checkIn?.status ?? CheckInStatus.UNSPECIFIED].toLowerCase();

  return {
    ...delivered(event),
    ...subjectOf(system),
    update_type: 'checkin',
    data: { checkin_id: checkIn?.id ?? '', status, local_date: checkIn?.localDate ?? '' },
  };
}

export function streakUpdate(
  event: Source<typeof StreakChangedSchema>,
  system: System,
): SystemUpdate {
  const { unit, current, longest } = event.data;

  return {
    ...delivered(event),
    ...subjectOf(system),
    update_type: 'streak',
    data: {
      unit: unit === StreakUnit.WEEKS ? 'weeks' : 'days',
      current_streak: current,
      longest_streak: longest,
    },
  };
}

function subjectOf({ id, goalId, ownerId }: System) {
  return { system_id: id, goal_id: goalId ?? null, user_id: ownerId };
}
