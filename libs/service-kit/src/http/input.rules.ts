import type { z } from 'zod';
import type { FieldError } from '../errors/app-error';

/** Maximum nesting of a body; far below the depth that overflows the stack of a recursive parser. */
const maxJsonDepth = 32;
const maxErrors = 20;
/** No object of the API has as many fields; a validator would spend a second on tens of thousands of unknown keys. */
const maxKeys = 100;
/** Values in a whole document, which bounds the time for one request. */
const maxValues = 20_000;

/** Why a JSON document is refused before schema validation. */
export type JsonFlaw = 'too deep' | 'too many' | 'poisoned' | 'unstorable text';

/**
 * Finds flaws that no schema detects: nesting that could overflow the stack, more keys than a validator can handle in time,
 * keys that reach an object's prototype, and text that Postgres (NUL) or UTF-8 (lone surrogates) cannot represent.
 */
export function flawOf(document: unknown): JsonFlaw | undefined {
  let level: unknown[] = [document];
  let values = 0;

  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxJsonDepth) return 'too deep';
    const next: unknown[] = [];
    values += level.length;
    if (values > maxValues) return 'too many';

    for (const value of level) {
      if (typeof value === 'string' && !isStorable(value)) return 'unstorable text';
      if (typeof value !== 'object' || value === null) continue;

      if (Array.isArray(value)) {
        for (const item of value) next.push(item);
        continue;
      }

      const entries = Object.entries(value);
      if (entries.length > maxKeys) return 'too many';

      for (const [key, field] of entries) {
        if (key === '__proto__' || (key === 'constructor' && hasPrototype(field)))
          return 'poisoned';
        if (!isStorable(key)) return 'unstorable text';
        next.push(field);
      }
    }

    level = next;
  }

  return undefined;
}

/** Returns false for text that Postgres or UTF-8 cannot represent. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** Converts the issues of a schema to the `errors` of a problem. Never includes values. */
export function fieldErrors(
  part: 'body' | 'query' | 'path',
  issues: readonly z.core.$ZodIssue[],
): FieldError[] {
  const errors: FieldError[] = [];
  for (const issue of issues) {
    const keys =
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => [...issue.path, key])
        : [issue.path];
    for (const path of keys) {
      const message = issue.code === 'unrecognized_keys' ? 'is not a known field' : issue.message;
      errors.push({ pointer: pointerOf(path), message, ...(part !== 'body' && { in: part }) });
    }
  }
  return errors.slice(0, maxErrors);
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path
    .map((key) => `/${String(key).slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

function hasPrototype(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype');
}
