import { AppError, type FieldError } from '@tribe/service-kit';
import { z } from 'zod';
import { errors } from '../errors';
import { type Section, type SettingsResponse, sections } from './settings.dto';

type Fields = Record<string, unknown>;

/** What an owner said to a request for one section. */
export type Outcome =
  | { readonly kind: 'answered'; readonly fields: Fields }
  /** A 4xx: asking again changes nothing. */
  | { readonly kind: 'refused'; readonly problem: Fields }
  | { readonly kind: 'away'; readonly cause: unknown };

export type Outcomes = ReadonlyMap<Section, Outcome>;

const retryAfterSeconds = 2;

/**
 * All that could be read, and the names of what could not.
 *
 * @throws AppError what an owner says of the account itself; UPSTREAM_UNAVAILABLE when nothing could be read
 */
export function composed(userId: string, outcomes: Outcomes): SettingsResponse {
  for (const outcome of outcomes.values())
    if (outcome.kind === 'refused') throw refusalOf(outcome.problem);
  const unavailable = sections.filter((section) => outcomes.get(section)?.kind !== 'answered');
  if (unavailable.length === sections.length) throw unavailableError(outcomes, {});
  return { user_id: userId, ...pick(outcomes, withoutTime), unavailable };
}

/**
 * The sections that were changed. They are changed one by one, so a failure says what was saved: a client repeats the
 * rest, or everything.
 *
 * @throws AppError the first refusal, its fields named from the top; UPSTREAM_UNAVAILABLE
 */
export function changed(userId: string, outcomes: Outcomes) {
  const asked = [...outcomes.keys()];
  const saved = asked.filter((section) => outcomes.get(section)?.kind === 'answered');
  const members = { saved, not_saved: asked.filter((section) => !saved.includes(section)) };
  for (const [section, outcome] of outcomes) {
    if (outcome.kind === 'refused') throw refusalOf(outcome.problem, section, members);
  }
  if (members.not_saved.length > 0) throw unavailableError(outcomes, members);
  const answered = Object.entries(pick(outcomes, (fields) => fields)).filter(
    ([, fields]) => fields !== null,
  );
  return { user_id: userId, ...(Object.fromEntries(answered) as Partial<Record<Section, Fields>>) };
}

function pick(
  outcomes: Outcomes,
  shape: (fields: Fields) => Fields,
): Record<Section, Fields | null> {
  const fieldsOf = (section: Section) => {
    const outcome = outcomes.get(section);
    return outcome?.kind === 'answered' ? shape(outcome.fields) : null;
  };
  return {
    privacy: fieldsOf('privacy'),
    appearance: fieldsOf('appearance'),
    locale: fieldsOf('locale'),
    notifications: fieldsOf('notifications'),
  };
}

function withoutTime({ updated_at: _time, ...fields }: Fields): Fields {
  return fields;
}

type Members = Readonly<Record<string, readonly string[]>>;

/** What is passed on of an owner's refusal. */
const problemOfOwner = z.object({
  code: z.string(),
  status: z.int().min(400).max(499),
  title: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
});

function refusalOf(problem: Fields, section?: Section, members: Members = {}): AppError {
  const parsed = problemOfOwner.safeParse(problem);
  if (!parsed.success) return new AppError(errors.BAD_GATEWAY, { members });
  const { detail, errors: fieldErrors, ...type } = parsed.data;
  return new AppError(type, {
    members,
    ...(detail !== undefined && { detail }),
    ...(fieldErrors && { errors: fieldErrors.map((error) => within(error, section)) }),
  });
}

function within(error: FieldError, section: Section | undefined): FieldError {
  return section === undefined ? error : { ...error, pointer: `/${section}${error.pointer}` };
}

function unavailableError(outcomes: Outcomes, members: Members): AppError {
  const cause = [...outcomes.values()].find((outcome) => outcome.kind === 'away')?.cause;
  return new AppError(errors.UPSTREAM_UNAVAILABLE, { retryAfterSeconds, members, cause });
}
