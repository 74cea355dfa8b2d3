import { allow, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';

/** Words and phrases that a user can mute. */
export const maxMutedWords = 50;

/** Marks on letters that are left out in writing. Those of other scripts are parts of their words. */
const accents =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670]/gu;

/** Finds words by the rules of Unicode, and by a dictionary in scripts that write no spaces between words. */
const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** Decides whether a user can mute a word. Muting it again changes its end. */
export function decideMutedWord(count: number, isMuted: boolean): Permission {
  return isMuted || count < maxMutedWords ? allow : refuse(errors.TOO_MANY_MUTED_WORDS);
}

/**
 * The words of a phrase as they are compared, or its signs if it has no words. A phrase of accents only, of which nothing is
 * compared, is in no message; empty, it would be in each.
 */
export function foldedPhraseOf(phrase: string): string {
  const { words, signs } = partsOf(phrase);
  return words || signs || ` ${phrase} `;
}

/** The words and the signs of a message as they are compared. A phrase is in the message if its text is in this text. */
export function foldedTextOf(content: string): string {
  const { words, signs } = partsOf(content);
  return `${words}\n${signs}`;
}

/** Words and signs have a space before and after each. */
function partsOf(text: string): { readonly words: string; readonly signs: string } {
  const words: string[] = [];
  const signs: string[] = [];

  for (const { segment, isWordLike } of segmenter.segment(text.normalize('NFKC'))) {
    const folded = foldedOf(segment);
    if (folded !== '') (isWordLike ? words : signs).push(folded);
  }

  return { words: spaced(words), signs: spaced(signs) };
}

function spaced(parts: readonly string[]): string {
  return parts.length === 0 ? '' : ` ${parts.join(' ')} `;
}

/** Upper case first, because a letter such as ß has two in upper case. */
function foldedOf(segment: string): string {
  const lower = segment.toLowerCase().toUpperCase().toLowerCase();
  return lower.normalize('NFKD').replaceAll(accents, '').trim();
}
