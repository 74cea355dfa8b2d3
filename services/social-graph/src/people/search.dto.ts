import { ofFormat, opaqueField, pageQuery, withRules } from '@tribe/service-kit';
import { z } from 'zod';
import { isSearchable } from './search-terms.rules';

export const searchQuery = pageQuery.extend({
  q: withRules(
    opaqueField(100).trim(),
    ofFormat('search-words', isSearchable, 'must have at least two letters or digits in a row'),
  )
    .meta({ example: 'clarie' })
    .describe(
      'The first letters of words in the full name or the username. Case and accents are ignored. One word has at least two letters or digits, or one Chinese character.',
    ),
});
export type SearchQuery = z.infer<typeof searchQuery>;
