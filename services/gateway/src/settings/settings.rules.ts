import { allow, type FieldError, type Permission, type Refusal, refuse } from '@tribe/service-kit';
import { z } from 'zod';
import { errors } from '../errors';
import type { Section } from './settings.dto';

export type Fields = Record<string, unknown>;

/** The response of an owner to a request for one section. */
export type Outcome =
  | { readonly kind: 'answered'; readonly fields: Fields }
  /** A 4xx response. */
  | { readonly kind: 'refused'; readonly problem: Fields }
  | { readonly kind: 'failed'; readonly cause: unknown };

/** The responses for the requested sections. */
export type Outcomes = ReadonlyMap<Section, Outcome>;

const retryAfterSeconds = 2;

/** Refuses when an owner refuses, and with UPSTREAM_UNAVAILABLE when no section could be read. */
export function decideRead(outcomes: Outcomes): Permission {
  for (const outcome of outcomes.values())
    if (outcome.kind === 'refused') return refusalOf(outcome.problem);
  return [...outcomes.values()].some(({ kind }) => kind === 'answered')
    ? allow
    : unavailable(outcomes);
}

/**
 * Refuses when a section was not saved, with the first refusal of an owner or UPSTREAM_UNAVAILABLE. The error lists the
 * sections in `saved` and `not_saved`, and its pointers start at the root of the request.
 */
export function decideUpdate(outcomes: Outcomes): Permission {
  const requested = [...outcomes.keys()];
  const saved = requested.filter((section) => outcomes.get(section)?.kind === 'answered');
  const members = { saved, not_saved: requested.filter((section) => !saved.includes(section)) };
  for (const [section, outcome] of outcomes)
    if (outcome.kind === 'refused') return refusalOf(outcome.problem, section, members);

  return members.not_saved.length === 0 ? allow : unavailable(outcomes, members);
}

type Members = Readonly<Record<string, readonly string[]>>;

/** The members of an owner's problem that are returned to the client. */
const problemOfOwner = z.object({
  code: z.string(),
  status: z.int().min(400).max(499),
  title: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
});

function refusalOf(problem: Fields, section?: Section, members: Members = {}): Refusal {
  const parsed = problemOfOwner.safeParse(problem);
  if (!parsed.success) return refuse(errors.BAD_GATEWAY, { members });
  const { detail, errors: fieldErrors, ...type } = parsed.data;

  return refuse(type, {
    members,
    ...(detail !== undefined && { detail }),
    ...(fieldErrors && { errors: fieldErrors.map((error) => within(error, section)) }),
  });
}

function within(error: FieldError, section: Section | undefined): FieldError {
  return section === undefined ? error : { ...error, pointer: `/${section}${error.pointer}` };
}

function unavailable(outcomes: Outcomes, members: Members = {}): Refusal {
  const cause = [...outcomes.values()].find((outcome) => outcome.kind === 'failed')?.cause;
  return refuse(errors.UPSTREAM_UNAVAILABLE, { retryAfterSeconds, members, cause });
}
