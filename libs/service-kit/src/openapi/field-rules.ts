import type { DocumentedRule } from './documented-rule';
import type { Json } from './json';

/** The fields of a body. JSON has no undefined: a field is present when it is not undefined. */
type Fields = Readonly<Record<string, unknown>>;

/** At least one field is present: the rule of a merge patch. */
export function atLeastOneField(message = 'has nothing to change'): DocumentedRule<Fields> {
  return {
    message,
    holds: (body) => Object.values(body).some((value) => value !== undefined),
    keywords: { minProperties: 1 },
  };
}

/** At most one of all fields is present. */
export function atMostOneField(message: string): DocumentedRule<Fields> {
  return {
    message,
    holds: (body) => Object.values(body).filter((value) => value !== undefined).length <= 1,
    keywords: { maxProperties: 1 },
  };
}

/** At most one of two fields is present, because both mean the same. */
export function notBoth(first: string, second: string): DocumentedRule<Fields> {
  return {
    message: `may have either ${first} or ${second}, not both`,
    holds: (body) => body[first] === undefined || body[second] === undefined,
    keywords: { not: { required: [first, second] } },
  };
}

/** Exactly one of several fields is present. */
export function exactlyOne(...names: readonly string[]): DocumentedRule<Fields> {
  return {
    message: `must have exactly one of ${names.join(', ')}`,
    holds: (body) => names.filter((name) => body[name] !== undefined).length === 1,
    keywords: onlyOneOf(names),
  };
}

function onlyOneOf([name = '', ...others]: readonly string[]): Json {
  if (others.length === 0) return { required: [name] };
  const withoutOthers = { properties: Object.fromEntries(others.map((other) => [other, false])) };

  return { if: { required: [name] }, then: withoutOthers, else: onlyOneOf(others) };
}

/** A field is present when none of the others is. The message follows the name of the field. */
export function requiredWithout(
  required: string,
  others: readonly string[],
  message: string,
): DocumentedRule<Fields> {
  return {
    message,
    path: [required],
    holds: (body) => [required, ...others].some((name) => body[name] !== undefined),
    keywords: {
      if: { properties: Object.fromEntries(others.map((other) => [other, false])) },
      then: { required: [required] },
    },
  };
}

/** The value of a field with which another field is required. */
export interface Condition {
  readonly field: string;
  readonly is: string | boolean;
  /** Whether an absent field has this value. */
  readonly byDefault: boolean;
}

/** A field is present, and not null, when another has a value. The message follows the name of the field. */
export function requiredWhen(
  required: string,
  { field, is, byDefault }: Condition,
  message: string,
): DocumentedRule<Fields> {
  const hasValue: Json = { properties: { [field]: { const: is } } };

  return {
    message,
    path: [required],
    holds: (body) => body[field] !== is || (body[required] ?? null) !== null,
    keywords: {
      if: byDefault ? hasValue : { ...hasValue, required: [field] },
      then: { required: [required], properties: { [required]: { not: { type: 'null' } } } },
    },
  };
}
