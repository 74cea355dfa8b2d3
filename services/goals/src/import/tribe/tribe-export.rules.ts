import { id } from '@tribe/service-kit';
import { z } from 'zod';
import { recordCheckinBody } from '../../checkin/checkin.dto';
import { SystemFrequency, SystemStatus } from '../../generated/prisma/enums';
import { createReflectionBody } from '../../reflection/reflection.dto';
import { scheduleOf } from '../../streak/schedule-details.rules';
import { frequencyDetails, restDays } from '../../system/system-fields';
import { createSystemBody } from '../../system/system.dto';
import { decideSystem } from '../../system/system.rules';
import { isRecord, parseJsonFile } from '../format/json-table';
import { FileRefusedError, maxLines } from '../format/table';
import { maxAgeMs } from '../history/entry.rules';

const maxAbsences = 1_000;
/** No calendar of a user begins earlier or ends later. */
export const instant = z.coerce.date().min(new Date('2000-01-01')).max(new Date('2100-01-01'));
const date = instant;

const schedule = z.object({
  effectiveAt: instant,
  frequency: z.enum(SystemFrequency),
  frequencyDetails,
  restDays,
});

const absences = {
  schedules: z.array(schedule).min(1).max(maxAbsences),
  pauses: z.array(z.object({ pausedAt: instant, resumedAt: instant.nullable() })).max(maxAbsences),
  vacations: z
    .array(z.object({ startsOn: date, endsOn: date, createdAt: instant }))
    .max(maxAbsences),
  freezes: z.array(z.object({ frozenOn: date, createdAt: instant })).max(maxAbsences),
};

const systemRow = z.object({
  id,
  goalId: id.nullish(),
  status: z.enum(SystemStatus),
  createdAt: instant,
  startedOn: date.nullish(),
  ...absences,
});

/** A system of an export: its row, and its fields as a request would have them. */
export type ExportedSystem = z.infer<typeof systemRow> & {
  readonly body: z.infer<typeof createSystemBody>;
};

const checkinRow = z.object({ systemId: id, localTime: instant });

/** A check-in of an export. The verification by a partner is a statement of another user, and is left out. */
export type ExportedCheckin = z.infer<typeof checkinRow> & {
  readonly body: z.infer<typeof recordCheckinBody>;
};

const reflectionRow = z.object({ reflectionDate: date, createdAt: instant });

export type ExportedReflection = z.infer<typeof reflectionRow> & {
  readonly body: z.infer<typeof createReflectionBody>;
};

/** The sections that are imported. */
const importedSections = [
  'goals',
  'participations',
  'contributions',
  'reminders',
  'systems',
  'checkins',
  'reflections',
] as const;
type ImportedSection = (typeof importedSections)[number];

export interface TribeExport {
  readonly sections: Readonly<Record<ImportedSection, readonly unknown[]>>;
  /** Names of the other sections. */
  readonly ignored: readonly string[];
}

/**
 * Reads the data of goals in an export: the whole archive, or the part of goals.
 *
 * @throws FileRefusedError
 */
export function readTribeExport(content: string): TribeExport {
  const part = goalsPartOf(parseJsonFile(content));

  const listOf = (name: string): readonly unknown[] => {
    const list = Object.hasOwn(part, name) ? part[name] : [];
    if (!Array.isArray(list)) throw new FileRefusedError('IMPORT_FILE_MALFORMED');

    return list;
  };

  const sections = {
    goals: listOf('goals'),
    participations: listOf('participations'),
    contributions: listOf('contributions'),
    reminders: listOf('reminders'),
    systems: listOf('systems'),
    checkins: listOf('checkins'),
    reflections: listOf('reflections'),
  };

  const total = importedSections.reduce((sum, name) => sum + sections[name].length, 0);
  if (total === 0) throw new FileRefusedError('IMPORT_FILE_EMPTY');
  if (total > maxLines) throw new FileRefusedError('IMPORT_FILE_TOO_LONG');
  const known: readonly string[] = importedSections;

  return {
    sections,
    ignored: Object.keys(part)
      .filter((name) => !known.includes(name))
      .slice(0, 50),
  };
}

/** Returns whether a system could have been created, as far as its fields depend on each other. */
export function isPossibleSystem(system: ExportedSystem, now: number): boolean {
  const { body, createdAt, startedOn, schedules } = system;
  const age = now - createdAt.getTime();

  const decision = decideSystem({
    frequency: body.frequency,
    frequencyDetails: body.frequency_details,
    verificationRequired: body.verification_required,
    sharedWithPartner: body.shared_with_partner,
  });

  return (
    age >= 0 &&
    age < maxAgeMs &&
    (!startedOn || now - startedOn.getTime() < maxAgeMs) &&
    decision.kind !== 'refuse' &&
    schedules.every((each) => scheduleOf(each.frequency, each.frequencyDetails))
  );
}

export function systemOf(row: unknown): ExportedSystem | undefined {
  const parsed = systemRow.safeParse(row);
  const fields = isRecord(row) ? row : {};

  const body = createSystemBody.safeParse({
    title: fields['title'],
    description: fields['description'],
    frequency: fields['frequency'],
    frequency_details: fields['frequencyDetails'],
    rest_days: fields['restDays'],
    metric_type: fields['metricType'],
    target_value: fields['targetValue'],
    target_unit: fields['targetUnit'],
    target_time_local: fields['targetTimeLocal'],
    verification_required: fields['verificationRequired'],
    shared_with_partner: fields['sharedWithPartner'],
    checkin_reminder: fields['checkinReminder'],
    reminder_time_local: fields['reminderTimeLocal'],
    reminder_timezone: fields['reminderTimezone'],
    ai_assistance_used: fields['aiAssistanceUsed'],
  });

  return parsed.success && body.success ? { ...parsed.data, body: body.data } : undefined;
}

export function checkinOf(row: unknown): ExportedCheckin | undefined {
  const parsed = checkinRow.safeParse(row);
  const fields = isRecord(row) ? row : {};

  const body = recordCheckinBody.safeParse({
    client_id: fields['clientId'],
    checked_in_at: fields['checkedInAt'],
    status: fields['status'] === 'skipped' ? 'skipped' : 'completed',
    value: fields['metricValueLogged'],
    notes: fields['notes'],
    photo_url: fields['photoUrl'],
  });

  return parsed.success && body.success ? { ...parsed.data, body: body.data } : undefined;
}

export function reflectionOf(row: unknown): ExportedReflection | undefined {
  const parsed = reflectionRow.safeParse(row);
  const fields = isRecord(row) ? row : {};

  const body = createReflectionBody.safeParse({
    content: fields['content'],
    prompt_id: fields['promptId'],
    prompt_text: fields['promptText'],
    shared_with_partner: fields['sharedWithPartner'],
  });

  return parsed.success && body.success ? { ...parsed.data, body: body.data } : undefined;
}

function goalsPartOf(document: unknown): Record<string, unknown> {
  const services = isRecord(document) ? document['services'] : undefined;
  const part = isRecord(services) ? services['goals'] : document;
  if (!isRecord(part)) throw new FileRefusedError('IMPORT_FILE_MALFORMED');

  return part;
}
