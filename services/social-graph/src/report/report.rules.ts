import { allow, dayMs, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { ReportReason } from '../generated/prisma/enums';
import { secondsUntilAllowed } from '../sliding-limit.rules';

/** How far reports are counted back for their limit. */
export const reportWindow = { windowMs: dayMs };

const mostReported = 999_999;

const severities: Readonly<Record<ReportReason, 1 | 2 | 3>> = {
  self_harm: 3,
  violence: 3,
  illegal: 3,
  sexual: 3,
  hate: 2,
  harassment: 2,
  impersonation: 2,
  spam: 1,
  other: 1,
};

const severityNames = ['low', 'medium', 'high'] as const;
export type Severity = (typeof severityNames)[number];

/** The priority of a case: what may harm people comes before what many report, and that before the rest. */
export function priorityOf(reason: ReportReason, reportCount: number): number {
  return severities[reason] * (mostReported + 1) + Math.min(reportCount, mostReported);
}

/** The severity of the worst reason of a case. */
export function severityOf(priority: number): Severity {
  return severityNames[Math.floor(priority / (mostReported + 1)) - 1] ?? 'low';
}

/** The priority of a case after another report. It never decreases. */
export function raisedPriority(
  priority: number,
  reason: ReportReason,
  reportCount: number,
): number {
  const worst = Math.floor(priority / (mostReported + 1)) * (mostReported + 1);
  const known = worst + Math.min(reportCount, mostReported);

  return Math.max(known, priorityOf(reason, reportCount));
}

/** Decides whether a user may report the work of an author. */
export function decideReport(reporterId: string, authorId: string): Permission {
  return reporterId === authorId ? refuse(errors.CANNOT_REPORT_YOURSELF) : allow;
}

/**
 * Seconds until a user may report again; undefined when that is allowed right away.
 *
 * @param moments when the user reported within the window, oldest first
 */
export function secondsUntilReport(
  moments: readonly Date[],
  perDay: number,
  now: Date,
): number | undefined {
  return secondsUntilAllowed(moments, { times: perDay, ...reportWindow }, now);
}
