import type { z } from 'zod';
import type { FieldError } from '../errors/app-error';

/** Deeper than any body we take; far below what would exhaust the stack of a recursive reader. */
const deepestJson = 32;
const maxErrors = 20;

/** Why a JSON document is refused before any schema sees it. */
export type JsonFlaw = 'too deep' | 'poisoned' | 'unstorable text';

/**
 * Looks for what no schema would catch: nesting meant to exhaust the stack, keys that reach an object's prototype, and
 * text Postgres cannot hold (NUL) or UTF-8 cannot carry (lone surrogates).
 */
export function flawOf(document: unknown): JsonFlaw | undefined {
  let level: unknown[] = [document];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepestJson) return 'too deep';
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value === 'string' && !isStorable(value)) return 'unstorable text';
      if (typeof value !== 'object' || value === null) continue;
      if (Array.isArray(value)) {
        for (const item of value) next.push(item);
        continue;
      }
      for (const [key, field] of Object.entries(value)) {
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

/** False for text that Postgres or UTF-8 cannot hold. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** What a schema refused, as the `errors` of a problem. Values are never repeated. */
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
