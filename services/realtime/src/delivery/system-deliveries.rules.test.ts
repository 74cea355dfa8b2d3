import { create } from '@bufbuild/protobuf';
import {
  CheckInRecordedSchema,
  CheckInStatus,
  StreakChangedSchema,
  StreakUnit,
  SystemSchema,
} from '@tribe/contracts';
import { checkinUpdate, streakUpdate } from './system-deliveries.rules';

const system = create(SystemSchema, { id: 'system-1', ownerId: 'brian', title: 'Read' });

test('the update for a check-in has its status as in the API, and neither notes nor values', () => {
  const status = CheckInStatus.PENDING_VERIFICATION;
  const checkIn = { id: 'checkin-1', system, status, localDate: '2026-06-05', value: 20 };
  const data = create(CheckInRecordedSchema, { checkIn });
  expect(checkinUpdate({ id: 'event-1', entityVersion: 1n, data }, system)).toEqual({
    id: 'event-1',
    sequence: 1,
    system_id: 'system-1',
    goal_id: null,
    user_id: 'brian',
    update_type: 'checkin',
    data: { checkin_id: 'checkin-1', status: 'pending_verification', local_date: '2026-06-05' },
  });
});

test('the update for a streak has its unit and lengths', () => {
  const data = create(StreakChangedSchema, { unit: StreakUnit.WEEKS, current: 4, longest: 9 });
  expect(streakUpdate({ id: 'event-2', entityVersion: 7n, data }, system)).toMatchObject({
    sequence: 7,
    update_type: 'streak',
    data: { unit: 'weeks', current_streak: 4, longest_streak: 9 },
  });
});
