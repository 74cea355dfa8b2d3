/** Further words do not narrow a search. */
const mostTerms = 5;

/** Letters that normalization does not split into a letter and an accent, as the SQL function search_key writes them. */
const plainLetters: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ħ: 'h',
  ı: 'i',
  ŧ: 't',
  æ: 'a',
  œ: 'o',
  ß: 's',
};

/**
 * Marks that writers leave out, as the SQL function search_key lists them: accents of Latin, Greek and Cyrillic letters,
 * vowel signs of Hebrew and Arabic, the line that stretches Arabic words, and selectors of a variant of the same character.
 * All other marks distinguish words, such as the vowels of Indic scripts.
 */
const optionalMarks = new RegExp(
  [
    '[\\u0300-\\u036f]',
    '[\\u0591-\\u05bd\\u05bf\\u05c1-\\u05c2\\u05c4-\\u05c5\\u05c7\\ufb1e]',
    '[\\u0610-\\u061a\\u0640\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e4\\u06e7-\\u06e8\\u06ea-\\u06ed]',
    '[\\u08ca-\\u08e1\\u08e3-\\u08ff]',
    '[\\u180b-\\u180d\\u180f\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]',
  ].join('|'),
  'gu',
);

/**
 * The words of a search as the database writes names: lower case, no optional marks, letters, digits and marks only. Other
 * numerals, such as 〇, end a word, because Postgres does not count them as digits. The longest words come first, because
 * they narrow a search most.
 */
export function searchTerms(query: string): string[] {
  const words = query
    .normalize('NFKD')
    .replaceAll(optionalMarks, '')
    .toLowerCase()
    .replaceAll(/[øłđħıŧæœß]/g, (letter) => plainLetters[letter] ?? letter)
    .split(/[^\p{L}\p{Nd}\p{M}]+/u)
    .filter((word) => word.length > 0);
  return [...new Set(words)].sort((a, b) => b.length - a.length).slice(0, mostTerms);
}

/** A shorter word would find nearly every user. One character is enough in a script whose words are single characters. */
const shortestTerm = 2;

/** Returns whether a search has a word that is long enough. */
export function isSearchable(query: string): boolean {
  return searchTerms(query).some((term) => term.length >= shortestTerm || /\p{sc=Han}/u.test(term));
}

/** Shorter words have too few trigrams: a typing error leaves hardly any of them. */
const shortestAlike = 4;

/** Whether a search for names that are spelled alike makes sense. */
export function canMatchAlike(terms: readonly string[]): boolean {
  return terms.some((term) => term.length >= shortestAlike);
}

/** Returns the pattern, for LIKE, of a name with a word that begins with the term. A term contains no wildcards. */
export function wordPattern(term: string): string {
  return `% ${term}%`;
}
