import { versioned } from '@tribe/service-kit';
import type { Streak } from '../streak/streak.rules';
import { streakSummaryView } from '../streak/streak.view';
import type { System } from './system.queries';

export function systemView(system: System, streak: Streak) {
  const view = {
    id: system.id,
    user_id: system.userId,
    goal_id: system.goalId,
    title: system.title,
    description: system.description,
    status: system.status,
    frequency: system.frequency,
    frequency_details: system.frequencyDetails,
    rest_days: system.restDays,
    metric_type: system.metricType,
    target_value: system.targetValue,
    target_unit: system.targetUnit,
    target_time_local: system.targetTimeLocal,
    verification_required: system.verificationRequired,
    shared_with_partner: system.sharedWithPartner,
    checkin_reminder: system.checkinReminder,
    reminder_time_local: system.reminderTimeLocal,
    reminder_timezone: system.reminderTimezone,
    ai_assistance_used: system.aiAssistanceUsed,
    started_on: system.startedOn,
    streak: streakSummaryView(streak),
    created_at: system.createdAt,
    updated_at: system.updatedAt,
  };
  return versioned(view, system.version);
}
