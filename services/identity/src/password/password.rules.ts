import { allow, type Permission, refuse } from '@tribe/service-kit';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { errors } from '../errors';

/** Of the scores 0 to 4. A password with a lower one is found in about a million guesses. */
const lowestScore = 2;

/** Estimating takes longer the longer the text, and a strong beginning makes a strong password. */
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

/** Keyboards encode the same characters differently; a password is what the user sees. */
export function normalizePassword(password: string): string {
  return password.normalize('NFKC');
}

/** A password that a user wants to set. */
export interface NewPassword {
  /** Its field in the request. */
  readonly field: string;
  readonly password: string;
  /** The password, typed a second time. */
  readonly confirmation: string;
}

/** Facts about a user that an attacker knows. */
export interface PasswordOwner {
  readonly email: string;
  readonly username: string;
  readonly fullName: string;
}

/** Whether a user may set this password. */
export function decidePassword(
  { field, password, confirmation }: NewPassword,
  { email, username, fullName }: PasswordOwner,
): Permission {
  if (password !== confirmation) {
    const message = `differs from ${field}`;
    return refuse(errors.PASSWORDS_DIFFER, {
      errors: [{ pointer: '/confirm_password', message }],
    });
  }

  const weakness = weaknessOf(password, [email, username, fullName]);
  if (weakness === undefined) return allow;

  return refuse(errors.PASSWORD_TOO_WEAK, {
    detail: weakness,
    errors: [{ pointer: `/${field}`, message: weakness }],
  });
}

/**
 * Why a password is too weak; undefined when it is strong enough.
 *
 * @param known what an attacker knows about the user
 */
export function weaknessOf(password: string, known: readonly string[]): string | undefined {
  const { score, feedback } = estimator.check(password, ['tribe', ...known.flatMap(wordsOf)]);
  if (score >= lowestScore) return undefined;
  return (
    (feedback.warning && reasons[feedback.warning]) ||
    'It is too easy to guess; add another word or two.'
  );
}

/** The words of a text, the text itself, and the words run together. */
function wordsOf(text: string): string[] {
  const words = text.split(/[^\p{L}\p{N}]+/u);
  return [text, words.join(''), ...words].filter((word) => word.length > 2);
}
