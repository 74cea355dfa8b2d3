import { newId } from '@tribe/service-kit';
import type { CreateSystemBody } from './system.dto';
import type { System } from './system.queries';

/** A system as a request describes it. */
export function newSystem(userId: string, body: CreateSystemBody, now: Date): System {
  return {
    id: newId(),
    userId,
    goalId: body.goal_id ?? null,
    title: body.title,
    description: body.description,
    status: 'active',
    frequency: body.frequency,
    frequencyDetails: body.frequency_details,
    restDays: body.rest_days,
    metricType: body.metric_type,
    targetValue: body.target_value ?? null,
    targetUnit: body.target_unit ?? null,
    targetTimeLocal: body.target_time_local ?? null,
    verificationRequired: body.verification_required,
    sharedWithPartner: body.shared_with_partner,
    checkinReminder: body.checkin_reminder,
    reminderTimeLocal: body.reminder_time_local ?? null,
    reminderTimezone: body.reminder_timezone ?? null,
    aiAssistanceUsed: body.ai_assistance_used,
    startedOn: body.started_on ?? null,
    importKey: null,
    importedAt: null,
    version: 1n,
    deletedAt: null,
    createdAt: now,
    updatedAt: now,
  };
}
