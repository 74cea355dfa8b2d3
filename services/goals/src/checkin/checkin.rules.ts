import { allow, change, type Decision, keep, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { CheckinStatus } from '../generated/prisma/enums';
import type { Day } from '../streak/day.rules';

const minuteMs = 60_000;
const hourMs = 3_600_000;
/** Clocks of devices differ a little from ours. */
const clockToleranceMs = 10 * minuteMs;
/** The offsets of all time zones, with an hour for devices whose summer time is wrong. */
const [westernmostMs, easternmostMs] = [-13 * hourMs, 15 * hourMs];

/** The content that the owner of a check-in may change. */
export interface CheckinContent {
  readonly status: CheckinStatus;
  readonly metricValueLogged: number | null;
  readonly notes: string | null;
}

/** Decides whether a check-in can have happened at this time. Instants are milliseconds since 1970. */
export function decideTime(
  { at, wall, day }: { at: number; wall: number; day: Day },
  limits: { createdAt: number; startedOn: Day; now: number; maxAheadHours: number },
): Permission {
  if (isHistory(at, limits) && day < limits.startedOn)
    return refuse(errors.CHECKIN_TIME_INVALID, { detail: 'It is before the habit began' });
  if (at > limits.now + limits.maxAheadHours * hourMs)
    return refuse(errors.CHECKIN_TIME_INVALID, { detail: 'It is too far in the future' });
  if (wall - at < westernmostMs || wall - at > easternmostMs)
    return refuse(errors.CHECKIN_TIME_INVALID, { detail: 'No time zone has this local time' });

  return allow;
}

/** Whether a check-in is from before the system was created, so that no partner can have followed it. */
export function isHistory(at: number, { createdAt }: { createdAt: number }): boolean {
  return at < createdAt - clockToleranceMs;
}

/** Returns the status of a check-in when its owner records or changes it. */
export function statusOf(
  outcome: 'completed' | 'skipped',
  verificationRequired: boolean,
): CheckinStatus {
  return outcome === 'completed' && verificationRequired ? 'pending_verification' : outcome;
}

/** Decides a change by the owner. What a partner has verified cannot be changed afterwards; notes can. */
export function decideCheckinChange(
  current: CheckinContent,
  requested: {
    status?: 'completed' | 'skipped' | undefined;
    value?: number | null | undefined;
    notes?: string | null | undefined;
  },
  verificationRequired: boolean,
): Decision<CheckinContent> {
  const wasSkipped = current.status === 'skipped';
  const isOther = requested.status !== undefined && wasSkipped !== (requested.status === 'skipped');
  const status =
    isOther && requested.status ? statusOf(requested.status, verificationRequired) : current.status;
  const metricValueLogged =
    requested.value === undefined ? current.metricValueLogged : requested.value;
  const notes = requested.notes === undefined ? current.notes : requested.notes || null;
  const isSame = !isOther && metricValueLogged === current.metricValueLogged;
  if (isSame && notes === current.notes) return keep;
  if (!isSame && current.status === 'verified_completed')
    return refuse(errors.CHECKIN_STATUS_CONFLICT);

  return change({ status, metricValueLogged, notes });
}

/** Decides the answer of a partner. Verifying again has no effect. */
export function decideVerification(
  from: CheckinStatus,
  to: 'verified_completed' | 'queried_by_partner',
): Decision<CheckinStatus> {
  if (from === to && to === 'verified_completed') return keep;
  const isOpen = from === 'pending_verification' || from === 'queried_by_partner';

  return isOpen ? change(to) : refuse(errors.CHECKIN_STATUS_CONFLICT);
}

/** Decides the owner's answer to a question of a partner. */
export function decideAnswer(from: CheckinStatus): Decision<CheckinStatus> {
  return from === 'queried_by_partner'
    ? change('pending_verification')
    : refuse(errors.CHECKIN_STATUS_CONFLICT);
}
