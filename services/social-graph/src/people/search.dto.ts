import { pageQuery, opaqueField } from '@tribe/service-kit';
import { z } from 'zod';
import { searchTerms } from './search-terms.rules';

/** A shorter word would find nearly every user. One character is enough in a script whose words are single characters. */
const shortestTerm = 2;

const isSearchable = (query: string) =>
  searchTerms(query).some((term) => term.length >= shortestTerm || /\p{sc=Han}/u.test(term));

export const searchQuery = pageQuery.extend({
  q: opaqueField(100)
    .trim()
    .refine(isSearchable, 'must have at least two letters or digits in a row')
    .meta({ example: 'clarie' })
    .describe(
      'The first letters of words in the full name or the username. Case and accents are ignored.',
    ),
});
export type SearchQuery = z.infer<typeof searchQuery>;
