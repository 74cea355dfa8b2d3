import type { Outcome } from './entry';

const done = ['done', 'completed', 'complete', 'yes', 'y', 'true', '1', 'x', '✓', '✔', '✅'];
const skipped = ['skipped', 'skip', 'excused', 'rest'];
const none = ['no', 'n', 'false', '0', '-', 'missed', 'failed', 'fail', 'incomplete', 'not done'];

const outcomes = new Map<string, Outcome>([
  ...[...done, 'checked', 'success', 'succeed'].map((word) => [word, 'completed'] as const),
  ...skipped.map((word) => [word, 'skipped'] as const),
  ...[...none, 'pending', 'unknown'].map((word) => [word, 'none'] as const),
]);

/** Returns the outcome that a word stands for, or undefined for a word that is not known. */
export function outcomeOfWord(word: string): Outcome | undefined {
  return outcomes.get(word.toLowerCase());
}

/** An entry without a status is done, unless its value says that nothing was done. */
export function outcomeOfValue(value: string | undefined): Outcome {
  return value !== undefined && Number(value.replace(',', '.')) === 0 ? 'none' : 'completed';
}
