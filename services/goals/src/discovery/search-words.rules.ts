const mostWords = 8;

/**
 * Returns a query of Postgres for titles that have all words of a text; the last word may be the beginning of one.
 *
 * @returns an empty text when there is nothing to search for
 */
export function wordsQuery(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .slice(0, mostWords)
    .map((word) => `${word}:*`)
    .join(' & ');
}
