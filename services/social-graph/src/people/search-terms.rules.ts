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
 * The words of a search as the database writes names: lower case, no accents, letters and digits only. The longest words
 * come first, because they narrow a search most.
 */
export function searchTerms(query: string): string[] {
  const words = query
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll(/[øłđħıŧæœß]/g, (letter) => plainLetters[letter] ?? letter)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 0);
  return [...new Set(words)].sort((a, b) => b.length - a.length).slice(0, mostTerms);
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
