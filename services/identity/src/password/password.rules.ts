import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/** Of 0 to 4: below this a password falls to about a million guesses. */
const lowestScore = 2;

/** Estimating takes longer the longer the text; a strong beginning is a strong password. */
const estimatedLength = 64;

const reasons: Record<string, string> = {
  straightRow: 'A row of keys is easy to guess.',
  keyPattern: 'A pattern on the keyboard is easy to guess.',
  simpleRepeat: 'One character repeated is easy to guess.',
  extendedRepeat: 'A repeated pattern is easy to guess.',
  sequences: 'A sequence such as abc or 123 is easy to guess.',
  recentYears: 'Years are easy to guess.',
  dates: 'Dates are easy to guess.',
  topTen: 'It is one of the most used passwords.',
  topHundred: 'It is one of the most used passwords.',
  common: 'It is a commonly used password.',
  similarToCommon: 'It resembles a commonly used password.',
  wordByItself: 'A single word is easy to guess.',
  userInputs: 'It contains your name, username or e-mail address.',
};

const estimator = new ZxcvbnFactory({
  dictionary,
  graphs: adjacencyGraphs,
  maxLength: estimatedLength,
});

/** Different keyboards spell the same characters differently; the password is what the person sees. */
export function normalizePassword(password: string): string {
  return password.normalize('NFKC');
}

/**
 * Why a password is too weak, or undefined when it is good enough.
 *
 * @param about what an attacker knows of the person: e-mail address, username, name
 */
export function weaknessOf(password: string, about: readonly string[]): string | undefined {
  const { score, feedback } = estimator.check(password, ['tribe', ...about.flatMap(wordsOf)]);
  if (score >= lowestScore) return undefined;
  return (
    (feedback.warning && reasons[feedback.warning]) ||
    'It is too easy to guess; add another word or two.'
  );
}

/** `Brian Okuku` -> as it is, run together, and each word. */
function wordsOf(text: string): string[] {
  const words = text.split(/[^\p{L}\p{N}]+/u);
  return [text, words.join(''), ...words].filter((word) => word.length > 2);
}
