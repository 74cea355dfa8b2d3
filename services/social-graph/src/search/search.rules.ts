/** More words than this narrow a search no further. */
const mostTerms = 5;

/** Letters that are no letter with an accent, as the function search_key in the database writes them. */
const plain: Readonly<Record<string, string>> = {
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
 * The words of a search, as names are written in the database: lower case, without accents, letters and digits only.
 * The longest come first and the rest goes, because they narrow the search most.
 */
export function searchTerms(query: string): string[] {
  const words = query
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll(/[øłđħıŧæœß]/g, (letter) => plain[letter] ?? letter)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 0);
  return [...new Set(words)].sort((a, b) => b.length - a.length).slice(0, mostTerms);
}

/** Shorter words have too few trigrams for a slip of the finger to leave most of them. */
const shortestGuess = 4;

/** Whether it makes sense to look for names that are spelled like these words, when none begins with them. */
export function canGuess(terms: readonly string[]): boolean {
  return terms.some((term) => term.length >= shortestGuess);
}

/** What a name has to be LIKE for one of its words to begin with the term. Terms have no letter that LIKE knows. */
export function wordPattern(term: string): string {
  return `% ${term}%`;
}
