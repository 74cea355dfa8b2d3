import { create } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  GoalCompletedSchema,
  GoalContributionAddedSchema,
  GoalStatus,
  GoalUpdatedSchema,
  NotificationCreatedSchema,
} from '@tribe/contracts';
import {
  changedUpdate,
  completedUpdate,
  contributionUpdate,
  notificationNew,
} from './deliveries.rules';

const goal = { id: 'goal-1', progressPercentage: 70, status: GoalStatus.PAUSED };
const clarie = { username: 'clariegor', fullName: 'Clarie Gor' };

test('the update for a contribution contains the contributor, the amount and the new progress', () => {
  const data = create(GoalContributionAddedSchema, { goal, contributor: clarie, amount: '150.00' });
  expect(contributionUpdate({ id: 'event-1', entityVersion: 7n, data })).toEqual({
    id: 'event-1',
    sequence: 7,
    goal_id: 'goal-1',
    update_type: 'contribution',
    data: {
      user: { username: 'clariegor', full_name: 'Clarie Gor' },
      amount: 150,
      new_progress: 70,
    },
  });
});

test('the update for a completion contains the user who completed the goal, and the time', () => {
  const completedAt = timestampFromDate(new Date('2026-01-02T03:04:05Z'));
  const data = create(GoalCompletedSchema, { goal, completedBy: clarie, completedAt });
  expect(completedUpdate({ id: 'event-2', entityVersion: 8n, data }).data).toEqual({
    user: { username: 'clariegor', full_name: 'Clarie Gor' },
    completed_at: '2026-01-02T03:04:05.000Z',
  });
});

test('the update for a change contains the status as in the API', () => {
  const data = create(GoalUpdatedSchema, { goal });
  expect(changedUpdate({ id: 'event-3', entityVersion: 9n, data }).data).toEqual({
    status: 'paused',
    new_progress: 70,
  });
});

test('the push of a notification contains its title, message, type, link and time', () => {
  const createdAt = timestampFromDate(new Date('2026-01-02T03:04:05Z'));
  const data = create(NotificationCreatedSchema, {
    id: 'n',
    title: 'T',
    message: 'M',
    notificationType: 'goal_completed',
    createdAt,
  });
  expect(notificationNew({ id: 'event-4', entityVersion: 1n, data })).toEqual({
    id: 'event-4',
    sequence: 1,
    notification: {
      id: 'n',
      title: 'T',
      message: 'M',
      notification_type: 'goal_completed',
      action_url: null,
      created_at: '2026-01-02T03:04:05.000Z',
    },
  });
});
